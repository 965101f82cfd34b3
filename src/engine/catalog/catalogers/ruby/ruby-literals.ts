const closing: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']', '<': '>' };
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ', e: '\u001b', '0': '\0' };

/**
 * The string literals in a line of Ruby, in their order: `"a"`, `'a'`, `%q{a}`. Nothing is evaluated: one with something to be put in (`#{…}`)
 * gives its text as written.
 */
export function rubyStrings(line: string): readonly string[] {
  const strings: string[] = [];
  let at = 0;
  while (at < line.length) {
    const start = startOf(line, at);
    if (start === undefined) break;
    const text = readUntil(line, start);
    if (text === undefined) break;
    strings.push(text.value);
    at = text.end;
  }
  return strings;
}

interface LiteralStart {
  readonly from: number;
  readonly end: string;
  readonly hasEscapes: boolean;
}

function startOf(line: string, from: number): LiteralStart | undefined {
  for (let at = from; at < line.length; at += 1) {
    const character = line[at];
    // What follows is a comment.
    if (character === '#') return undefined;
    if (character === '"' || character === "'") return { from: at + 1, end: character, hasEscapes: character === '"' };
    const opening = character === '%' && /[qQ]/.test(line[at + 1] ?? '') ? line[at + 2] : undefined;
    if (opening !== undefined)
      return { from: at + 3, end: closing[opening] ?? opening, hasEscapes: line[at + 1] === 'Q' };
  }
  return undefined;
}

function readUntil(line: string, { from, end, hasEscapes }: LiteralStart) {
  let value = '';
  for (let at = from; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === end) return { value, end: at + 1 };
    if (character !== '\\') {
      value += character;
      continue;
    }
    at += 1;
    const escaped = line[at] ?? '';
    const isPlain = hasEscapes || escaped === end || escaped === '\\';
    value += isPlain ? ((hasEscapes ? escapes[escaped] : undefined) ?? escaped) : `\\${escaped}`;
  }
  return undefined;
}
