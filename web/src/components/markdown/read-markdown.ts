import { isSafeUrl } from '../page/safe-url.ts';
import { lineKinds, listMark, startsBlock } from './line-kinds.ts';
import type { Block, Definitions } from './markdown-tree.ts';
import { readInlines } from './read-inlines.ts';
import { isTableHead, readTable } from './read-table.ts';

/** More than any advisory has by far; what is beyond is left out, and said to be. */
const maxCharacters = 100_000;
/** Lists and quotes that go deeper are paragraphs. */
const maxDepth = 6;

interface Reading {
  readonly lines: readonly string[];
  /** The last line on which a comment may end: none is looked for beyond, however many begin. */
  readonly lastCommentEnd: number;
  readonly depth: number;
  readonly definitions: Definitions;
}

/** A block, and the line that comes after it. */
interface Read {
  readonly block: Block | undefined;
  readonly next: number;
}

/**
 * Reads Markdown of unknown origin, after {@link https://spec.commonmark.org/0.31.2/} with GitHub's tables: any text is read, in a time that
 * grows with its length. HTML stays text, but for tags that only format, and comments, which are left out.
 */
export function readMarkdown(text: string): readonly Block[] {
  const lines = text
    .slice(0, maxCharacters)
    .replaceAll('\t', '    ')
    .split(/\r\n|\n|\r/);
  const blocks = readBlocks(lines, { depth: 0, definitions: definitionsIn(lines) });
  return text.length <= maxCharacters ? blocks : [...blocks, { kind: 'paragraph', content: ['… and more'] }];
}

function readBlocks(lines: readonly string[], within: Pick<Reading, 'depth' | 'definitions'>): readonly Block[] {
  const blocks: Block[] = [];
  const reading = { ...within, lines, lastCommentEnd: lines.findLastIndex((line) => line.includes('-->')) };
  for (let at = 0; at < reading.lines.length; ) {
    const { block, next } = readBlock(reading, at);
    if (block !== undefined) blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(reading: Reading, at: number): Read {
  const { lines, depth, definitions } = reading;
  const line = lines[at] ?? '';
  if (line.trim() === '' || definitionOf(line) !== undefined) return { block: undefined, next: at + 1 };
  const fence = lineKinds.fence.exec(line);
  if (fence !== null) return readFence(lines, at, fence[2] ?? '', fence[1]?.length ?? 0);
  const heading = lineKinds.heading.exec(line);
  if (heading !== null)
    return { block: headingOf(heading[1]?.trim().replace(/ #+$/, '') ?? '', definitions), next: at + 1 };
  if (lineKinds.rule.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
  if (lineKinds.indented.test(line)) return readIndented(lines, at);
  if (lineKinds.comment.test(line) && at <= reading.lastCommentEnd) return readComment(reading, at);
  if (depth < maxDepth && lineKinds.quote.test(line)) return readQuote(reading, at);
  if (depth < maxDepth && listMark(line) !== undefined) return readList(reading, at);
  if (isTableHead(line, lines[at + 1] ?? '')) return readTable(lines, at, definitions);
  return readParagraph(reading, at);
}

function readFence(lines: readonly string[], at: number, mark: string, indent: number): Read {
  const body: string[] = [];
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const text = line.trim();
    if (text.length >= mark.length && text === (mark[0] ?? '`').repeat(text.length)) break;
    body.push(line.slice(Math.min(indent, line.length - line.trimStart().length)));
  }
  return { block: { kind: 'code', text: body.join('\n') }, next: next + 1 };
}

function readIndented(lines: readonly string[], at: number): Read {
  let next = at;
  let end = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (lineKinds.indented.test(line)) end = next + 1;
    else if (line.trim() !== '') break;
  }
  const text = lines.slice(at, end).map((line) => line.slice(4));
  return { block: { kind: 'code', text: text.join('\n') }, next: end };
}

/** A comment that begins a line, blank lines in it and all; what stands behind its end is a paragraph. One that does not end is text. */
function readComment(reading: Reading, at: number): Read {
  const { lines, lastCommentEnd, definitions } = reading;
  const first = lines[at] ?? '';
  // `<!-->` is a whole comment.
  const opened = first.indexOf('<!--') + '<!'.length;
  for (let next = at; next <= lastCommentEnd; next++) {
    const line = lines[next] ?? '';
    const end = line.indexOf('-->', next === at ? opened : 0);
    if (end < 0) continue;
    const rest = line.slice(end + '-->'.length).trim();
    const block: Block | undefined =
      rest === '' ? undefined : { kind: 'paragraph', content: readInlines(rest, definitions) };
    return { block, next: next + 1 };
  }
  return readParagraph(reading, at);
}

function readQuote({ lines, depth, definitions }: Reading, at: number): Read {
  let next = at;
  while (next < lines.length && lineKinds.quote.test(lines[next] ?? '')) next++;
  const quoted = lines.slice(at, next).map((line) => line.replace(lineKinds.quote, ''));
  return {
    block: { kind: 'quote', blocks: readBlocks(quoted, { depth: depth + 1, definitions }) },
    next,
  };
}

function readList({ lines, depth, definitions }: Reading, at: number): Read {
  const first = listMark(lines[at] ?? '');
  const items: (readonly Block[])[] = [];
  let next = at;
  for (let mark = first; mark !== undefined && mark.kind === first?.kind; mark = listMark(lines[next] ?? '')) {
    const item = itemAt(lines, next, mark.width);
    items.push(readBlocks(item, { depth: depth + 1, definitions }));
    next += item.length;
    while (lines[next]?.trim() === '' && next < lines.length) next++;
    if (lineKinds.rule.test(lines[next] ?? '')) break;
  }
  const { start } = first ?? {};
  return { block: { kind: 'list', ...(start !== undefined && { start }), items }, next };
}

/** The lines of an item without their indentation: those that are indented as its text is, and those that go on with its paragraph. */
function itemAt(lines: readonly string[], at: number, width: number): readonly string[] {
  const item = [(lines[at] ?? '').slice(width)];
  let isParagraph = true;
  let end = 1;
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const isBlank = line.trim() === '';
    const isIndented = !isBlank && line.startsWith(' '.repeat(Math.min(width, line.length)));
    if (!isBlank && !isIndented && (!isParagraph || startsBlock(line) || listMark(line) !== undefined)) break;
    item.push(isIndented || isBlank ? line.slice(width) : line.trimStart());
    isParagraph = !isBlank;
    if (!isBlank) end = item.length;
  }
  return item.slice(0, end);
}

function readParagraph({ lines, definitions }: Reading, at: number): Read {
  const text = [(lines[at] ?? '').trimStart()];
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (lineKinds.underline.test(line)) return { block: headingOf(text.join('\n'), definitions), next: next + 1 };
    if (line.trim() === '' || startsBlock(line) || isTableHead(line, lines[next + 1] ?? '')) break;
    text.push(line.trimStart());
  }
  return { block: { kind: 'paragraph', content: readInlines(text.join('\n').trimEnd(), definitions) }, next };
}

function headingOf(text: string, definitions: Definitions): Block {
  return { kind: 'heading', content: readInlines(text.trim(), definitions) };
}

function definitionsIn(lines: readonly string[]): Definitions {
  const found = lines.flatMap((line) => definitionOf(line) ?? []);
  // The first one of a label counts.
  return new Map(found.toReversed());
}

function definitionOf(line: string): readonly [label: string, url: string][] | undefined {
  const [, label = '', url = ''] = lineKinds.definition.exec(line) ?? [];
  return label !== '' && isSafeUrl(url) ? [[label.toLowerCase(), url]] : undefined;
}
