/** A term of Erlang: what is neither a text nor a tuple or list of such (numbers, binaries, maps, funs) is `other`. */
export type ErlangTerm =
  | { readonly kind: 'atom' | 'string' | 'other'; readonly text: string }
  | { readonly kind: 'tuple' | 'list' | 'binary'; readonly members: readonly ErlangTerm[] };

const maxDepth = 200;
const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']', '<<': '>>', '#{': '}', '(': ')' };
const kinds: Readonly<Record<string, 'tuple' | 'list' | 'binary'>> = { '{': 'tuple', '[': 'list' };
const word = /[\p{L}\p{N}_@]+/uy;
const blank = /\s+/y;

interface Open {
  readonly bracket: string;
  readonly members: ErlangTerm[];
}

/**
 * Reads the first term of a file of terms, as `file:consult/1` does (Erlang reference manual, "Data Types"), or undefined where it
 * ends early or is nested deeper than any such file. Linear in the length of the text; signs between terms are passed over.
 */
export function readTerm(text: string): ErlangTerm | undefined {
  const stack: Open[] = [];
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token === undefined) return undefined;
    at = token.end;
    if (token.kind === 'open') {
      if (stack.length === maxDepth) return undefined;
      stack.push({ bracket: token.text, members: [] });
      continue;
    }
    let term: ErlangTerm | undefined;
    if (token.kind === 'close') {
      const open = stack.pop();
      if (open === undefined || closers[open.bracket] !== token.text) return undefined;
      term = { kind: kinds[open.bracket] ?? 'binary', members: open.members };
    } else if (token.kind !== 'passed-over') {
      term = { kind: token.kind, text: token.text };
    }
    if (term === undefined) continue;
    const outer = stack.at(-1);
    if (outer === undefined) return term;
    outer.members.push(term);
  }
  return undefined;
}

interface Token {
  readonly kind: 'open' | 'close' | 'atom' | 'string' | 'other' | 'passed-over';
  readonly text: string;
  readonly end: number;
}

function tokenAt(text: string, at: number): Token | undefined {
  const two = text.slice(at, at + 2);
  if (two === '<<' || two === '#{') return { kind: 'open', text: two, end: at + 2 };
  if (two === '>>') return { kind: 'close', text: two, end: at + 2 };
  const one = text.charAt(at);
  if (one === '{' || one === '[' || one === '(') return { kind: 'open', text: one, end: at + 1 };
  if (one === '}' || one === ']' || one === ')') return { kind: 'close', text: one, end: at + 1 };
  if (one === '"') return quoted(text, at, 'string');
  if (one === "'") return quoted(text, at, 'atom');
  if (one === '%') return { kind: 'passed-over', text: '', end: endOfLine(text, at) };
  if (one === '$') return { kind: 'other', text: '', end: at + (text.charAt(at + 1) === '\\' ? 3 : 2) };
  const spaces = matchAt(blank, text, at);
  if (spaces !== undefined) return { kind: 'passed-over', text: '', end: at + spaces.length };
  const found = matchAt(word, text, at);
  if (found === undefined) return { kind: 'passed-over', text: '', end: at + 1 };
  return { kind: /^\p{Ll}/u.test(found) ? 'atom' : 'other', text: found, end: at + found.length };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Text in quotation marks, with the escapes that stand for themselves and for blanks; undefined where it does not end. */
function quoted(text: string, start: number, kind: 'string' | 'atom'): Token | undefined {
  const mark = text.charAt(start);
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (one === mark) return { kind, text: parts.join('') + text.slice(from, at), end: at + 1 };
    if (one !== '\\') continue;
    parts.push(text.slice(from, at), escaped(text.charAt(at + 1)));
    at += 1;
    from = at + 1;
  }
  return undefined;
}

function escaped(character: string): string {
  return { n: '\n', t: '\t', r: '\r', s: ' ' }[character] ?? character;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}
