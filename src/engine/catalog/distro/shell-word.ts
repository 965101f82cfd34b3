const escapableInQuotes = '$`"\\';
const special = ' \t"\'`$;&|<>()\\';

/**
 * The value of one shell word, quotation and escapes removed and nothing expanded; undefined where the text is not one whole
 * word: an open quotation mark, a blank outside of one, a variable or a command.
 */
export function shellWord(text: string): string | undefined {
  let value = '';
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const part =
      character === "'"
        ? literal(text, at + 1)
        : character === '"'
          ? quoted(text, at + 1)
          : character === '\\'
            ? escaped(text, at + 1)
            : plain(text, at);
    if (part === undefined) return undefined;
    value += part.value;
    at = part.end;
  }
  return value;
}

interface Part {
  readonly value: string;
  readonly end: number;
}

function literal(text: string, start: number): Part | undefined {
  const end = text.indexOf("'", start);
  return end < 0 ? undefined : { value: text.slice(start, end), end: end + 1 };
}

function quoted(text: string, start: number): Part | undefined {
  let value = '';
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { value, end: at + 1 };
    if (character === '`' || character === '$') return undefined;
    const isEscape = character === '\\' && at + 1 < text.length && escapableInQuotes.includes(text.charAt(at + 1));
    if (isEscape) at += 1;
    value += text.charAt(at);
  }
  return undefined;
}

function escaped(text: string, at: number): Part | undefined {
  return at < text.length ? { value: text.charAt(at), end: at + 1 } : undefined;
}

function plain(text: string, start: number): Part | undefined {
  let end = start;
  while (end < text.length && !special.includes(text.charAt(end))) end += 1;
  return end === start ? undefined : { value: text.slice(start, end), end };
}
