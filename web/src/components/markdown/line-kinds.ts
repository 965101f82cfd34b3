/** How the lines look that something begins with. */
export const lineKinds = {
  /** Indentation, marks. */
  fence: /^( {0,3})(`{3,}(?!`)|~{3,}(?!~))[^`]*$/,
  /** Text. */
  heading: /^ {0,3}#{1,6}(?: (.*))?$/,
  rule: /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/,
  indented: /^ {4} *\S/,
  quote: /^ {0,3}> ?/,
  /** What is not to be read. */
  comment: /^ {0,3}<!--/,
  /** Makes the paragraph above a heading. */
  underline: /^ {0,3}(?:=+|-+) *$/,
  /** Label, address. */
  definition: /^ {0,3}\[([^[\]^][^[\]]{0,199})\]: {0,4}<?([^\s<>]{1,2000})>?(?: |$)/,
} as const;

interface ListMark {
  /** Items of one kind are of one list. */
  readonly kind: string;
  /** The first number of a list that is numbered. */
  readonly start?: number;
  /** How far the text of the item is indented. */
  readonly width: number;
}

const mark = /^( {0,3})(?:([-*+])|(\d{1,9})([.)]))( {1,4}(?=\S)| |$)/;

/** The mark of a list's item that a line begins with; undefined where it begins with none. */
export function listMark(line: string): ListMark | undefined {
  const [all, , bullet, number, behind] = mark.exec(line) ?? [];
  if (all === undefined) return undefined;
  // Where nothing follows, the text is one character behind the mark all the same.
  const width = all.endsWith(' ') ? all.length : all.length + 1;
  return { kind: bullet ?? behind ?? '', ...(number !== undefined && { start: Number(number) }), width };
}

/** Tells whether a line ends the paragraph before it: a number other than 1 goes on with a sentence. */
export function startsBlock(line: string): boolean {
  const list = listMark(line);
  if (list !== undefined && line.trim().length > 1 && (list.start ?? 1) === 1) return true;
  return [lineKinds.fence, lineKinds.heading, lineKinds.quote, lineKinds.rule, lineKinds.comment].some((kind) =>
    kind.test(line),
  );
}
