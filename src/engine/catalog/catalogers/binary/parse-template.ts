/** A template in the form in which it is looked for. */
export interface Template {
  /** The longest text that is in whatever fits; `{name-version}` is filled in for each file. */
  readonly anchor: string;
  /** Finds the whole in a piece of the file around the anchor; the group `version` holds the version. Linear: all repeats are bounded. */
  readonly pattern: RegExp;
  /** Bytes around the start of the anchor within which the whole must lie. */
  readonly before: number;
  readonly after: number;
  /** On which side of the anchor the version stands right beside it: where no digit is there, no closer look is needed. */
  readonly versionIs?: 'behind' | 'before';
}

interface Piece {
  readonly text?: string;
  readonly source: string;
  readonly most: number;
  readonly isVersion?: boolean;
}

const number = String.raw`\d{1,9}(?:\.\d{1,9}){1,3}`;
const early = String.raw`(?:[-.]?(?:alpha|beta|rc|RC|dev|preview)[-.]?\d{1,8})?`;

/** What may stand between the literal texts of a template. Nothing repeats without bound. */
const tokens: Readonly<Record<string, Omit<Piece, 'text'>>> = {
  /** Two to four numbers, and what marks an early release: `1.2.3`, `9.0-rc.1`, `3.14.0beta2`. */
  version: { source: `(?<version>${number}${early})`, most: 60, isVersion: true },
  /** Two to four numbers, of which the first is 3. */
  'version-3': { source: String.raw`(?<version>3(?:\.\d{1,9}){1,3})`, most: 31, isVersion: true },
  /** Three numbers. */
  triple: { source: String.raw`(?<version>\d{1,9}\.\d{1,9}\.\d{1,9})`, most: 30, isVersion: true },
  /** The same and what follows it: `1.2.3-rc.1`, `1.1.1w`, `17.0.15+6-LTS`. */
  'version+': { source: `(?<version>${number}[0-9A-Za-z.+_~-]{0,48})`, most: 88, isVersion: true },
  /** One number and up to three more: `16`, `16.2`. */
  number: { source: String.raw`(?<version>\d{1,9}(?:\.\d{1,9}){0,3})`, most: 40, isVersion: true },
  /** Two to four numbers, and a build of Java: `17.0.15+6`, `1.8.0_352-b08`. */
  'java-version': {
    source: String.raw`(?<version>\d{1,4}(?:\.\d{1,4}){0,4}(?:_\d{1,4}(?:-b\d{1,3})?|\+\d{1,4})?)`,
    most: 40,
    isVersion: true,
  },
  nul: { source: String.raw`\0`, most: 1 },
  nuls: { source: String.raw`\0{1,64}`, most: 64 },
  /** What cannot be part of a text. */
  break: { source: String.raw`[^\x20-\x7e]`, most: 1 },
  'not-digit': { source: String.raw`[^\d.]`, most: 1 },
  digits: { source: String.raw`\d{1,20}`, most: 20 },
  hex: { source: '[0-9a-f]{1,64}', most: 64 },
  /** The name of a container in which something was built. */
  host: { source: '[0-9a-z]{12}', most: 12 },
  word: { source: '[0-9A-Za-z_-]{1,64}', most: 64 },
  space: { source: String.raw`[\x20\t\r\n]{0,16}`, most: 16 },
  /** Any text on one line. */
  text: { source: String.raw`[\x20-\x7e]{0,96}?`, most: 96 },
  /** Anything but digits. */
  gap: { source: String.raw`[^\d]{0,96}?`, most: 96 },
};

const nameVersion = 'name-version';
const maxTemplateLength = 200;
const maxTokens = 8;

/**
 * Reads a template: literal text with tokens in braces. `fileVersion` is the version in the file's name, for which `{name-version}`
 * stands. A text says what is wrong with the template.
 */
export function parseTemplate(template: string, fileVersion = '0.0'): Template | string {
  if (template.length > maxTemplateLength) return `is longer than ${maxTemplateLength} characters`;
  const words = template.split(/(\{[a-z0-9+-]+\})/).filter((word) => word !== '');
  if (words.filter(isToken).length > maxTokens) return `has more than ${maxTokens} tokens`;
  const unknown = words.find((word) => isToken(word) && tokenOf(word) === undefined);
  if (unknown !== undefined) return `has the unknown token ${unknown}`;
  const pieces = joined(words.map((word) => tokenOf(word, fileVersion) ?? literal(word)));
  if (pieces.filter(({ isVersion }) => isVersion).length !== 1) return 'must have one token for the version';
  const anchorAt = longestText(pieces);
  const anchor = pieces[anchorAt]?.text;
  if (anchor === undefined) return 'has no text that could be looked for';
  return {
    anchor,
    pattern: new RegExp(pieces.map(({ source }) => source).join(''), 's'),
    before: lengthOf(pieces.slice(0, anchorAt)),
    after: lengthOf(pieces.slice(anchorAt)),
    ...(pieces[anchorAt + 1]?.isVersion === true
      ? { versionIs: 'behind' }
      : pieces[anchorAt - 1]?.isVersion === true && { versionIs: 'before' }),
  };
}

/** Tells whether a template takes a part of the version from the name of the file. */
export function usesFileVersion(template: string): boolean {
  return template.includes(`{${nameVersion}}`);
}

/** The names of all tokens. */
export const tokenNames: readonly string[] = [...Object.keys(tokens), nameVersion];

function isToken(word: string): boolean {
  return /^\{[a-z0-9+-]+\}$/.test(word);
}

function tokenOf(word: string, fileVersion = ''): Piece | undefined {
  const name = word.slice(1, -1);
  if (!isToken(word)) return undefined;
  if (name === nameVersion) {
    const rest = String.raw`(?:\.\d{1,9}){0,2}[0-9A-Za-z.+_~-]{0,16}`;
    const source = `(?<version>${escaped(fileVersion)}${rest})`;
    return { text: fileVersion, source, most: fileVersion.length + 48, isVersion: true };
  }
  return Object.hasOwn(tokens, name) ? tokens[name] : undefined;
}

function literal(text: string): Piece {
  return { text, source: escaped(text), most: text.length };
}

/** A single NUL is as good a literal as any. Neighbours are one text, but for a version, which is not all literal. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces.map((one) => (one.source === String.raw`\0` ? { ...one, text: '\0' } : one))) {
    const last = all.at(-1);
    if (last?.text === undefined || last.isVersion === true || piece.text === undefined) all.push(piece);
    else {
      all[all.length - 1] = {
        text: last.text + piece.text,
        source: last.source + piece.source,
        most: last.most + piece.most,
        ...(piece.isVersion === true && { isVersion: true }),
      };
    }
  }
  return all;
}

function longestText(pieces: readonly Piece[]): number {
  const lengths = pieces.map(({ text }) => text?.length ?? 0);
  return lengths.indexOf(Math.max(...lengths));
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { most }) => sum + most, 0);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`).replaceAll('\0', String.raw`\x00`);
}
