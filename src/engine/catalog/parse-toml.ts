import { parse } from 'smol-toml';

/** Keys, their parts, values and brackets of a file: a part of a dotted key is an object, at two bytes of text for 200 of memory. */
const maxItems = 250_000;
const items = new Set(['.', '=', ',', '[', '{']);

/**
 * TOML 1.0 as a table; undefined where it is none, nested too deeply, or holds more than any such file that a tool writes. For texts of
 * limited size only; linear in it.
 */
export function parseToml(text: string): Readonly<Record<string, unknown>> | undefined {
  if (countItems(text) > maxItems) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Counts outside of strings and comments, up to the limit; what is no TOML is counted somehow, and refused when it is parsed. */
function countItems(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length && count <= maxItems; at += 1) {
    const character = text.charAt(at);
    if (items.has(character)) count += 1;
    else if (character === '"' || character === "'") at = endOfString(text, at);
    else if (character === '#') at = endOf(text, '\n', at);
  }
  return count;
}

function endOfString(text: string, start: number): number {
  const quote = text.charAt(start);
  const tripled = quote.repeat(3);
  if (text.startsWith(tripled, start))
    return endOfLiteral(text, { from: start + 3, close: tripled, escapes: quote === '"' });
  return endOfLiteral(text, { from: start + 1, close: quote, escapes: quote === '"' });
}

/** Place of the last character of what closes the string, or the end of the text. */
function endOfLiteral(
  text: string,
  { from, close, escapes }: { readonly from: number; readonly close: string; readonly escapes: boolean },
): number {
  for (let at = from; at < text.length; at += 1) {
    if (escapes && text.charAt(at) === '\\') at += 1;
    else if (text.startsWith(close, at)) return at + close.length - 1;
  }
  return text.length;
}

function endOf(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found < 0 ? text.length : found;
}
