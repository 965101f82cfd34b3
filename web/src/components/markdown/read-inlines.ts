import { isSafeUrl } from '../page/safe-url.ts';
import { readBareUrl, readHtml, readTarget, type Target } from './inline-marks.ts';
import type { Definitions, Inline } from './markdown-tree.ts';
import { plainText } from './plain-text.ts';

/** Up to where something may begin: a mark, an address, HTML. */
const plainCharacters = /(?:[^\\`*_~[\]!<&\nh]|h(?!ttps?:\/\/)|(?<=[\p{L}\p{N}])h)+/uy;
const backtickRun = /`+/g;

/** What is in deeper marks is text alone. */
const maxDepth = 8;

interface Item {
  readonly node: Inline;
  readonly depth: number;
}

/** A mark that something may begin with: which, where its content starts in the source, and where it stands among the items. */
interface Opener {
  readonly mark: string;
  readonly contentAt: number;
  readonly item: number;
}

interface Reading {
  readonly text: string;
  readonly definitions: Definitions;
  /** Where runs of so many backticks begin, the last first: those that have been passed are taken off the end. */
  readonly backticks: ReadonlyMap<number, number[]>;
  /** Where the last comment may end: none is looked for beyond, however many begin. */
  readonly lastCommentEnd: number;
  at: number;
  readonly items: Item[];
  readonly openers: Opener[];
  /** How many openers there are of each mark. */
  readonly open: Map<string, number>;
  /** Brackets below this height of the openers hold a link, and so are none. */
  linksAbove: number;
}

/**
 * What Markdown makes of the text of a paragraph, in one pass: each mark is put on the openers once and taken off once.
 * After {@link https://spec.commonmark.org/0.31.2/#inlines}, but for single `*` within words, which in advisories are globs and pointers.
 */
export function readInlines(text: string, definitions: Definitions = new Map()): readonly Inline[] {
  const reading: Reading = {
    text,
    definitions,
    backticks: backticksOf(text),
    lastCommentEnd: text.lastIndexOf('-->'),
    at: 0,
    items: [],
    openers: [],
    open: new Map(),
    linksAbove: 0,
  };
  while (reading.at < text.length) readNext(reading);
  return joined(reading.items);
}

function readNext(reading: Reading): void {
  const { text, at } = reading;
  plainCharacters.lastIndex = at;
  const plain = plainCharacters.exec(text)?.[0];
  if (plain === undefined) readMark(reading, text[at] ?? '');
  else put(reading, plain, plain.length);
}

function readMark(reading: Reading, char: string): void {
  const { text, at } = reading;
  if (char === '`') readCode(reading);
  else if (char === '*' || char === '_' || char === '~') readEmphasis(reading, char);
  else if (char === '[') openMark(reading, '[');
  else if (text.startsWith('![', at)) openMark(reading, '![');
  else if (char === ']') closeBracket(reading);
  else if (char === '\n') put(reading, text.startsWith('  ', at - 2) ? { kind: 'break' } : ' ', 1);
  else if (char === '\\') readEscape(reading);
  else if (char === 'h') readUrl(reading);
  else if (text.startsWith('<!--', at) && at < reading.lastCommentEnd) leaveOutComment(reading);
  else {
    const html = readHtml(text, at) ?? { node: char, length: 1 };
    put(reading, html.node, html.length, typeof html.node === 'string' ? 0 : 1);
  }
}

function leaveOutComment(reading: Reading): void {
  const { text, at } = reading;
  put(reading, '', text.indexOf('-->', at + '<!'.length) + '-->'.length - at);
}

function readUrl(reading: Reading): void {
  const url = readBareUrl(reading.text, reading.at);
  if (url === undefined) put(reading, 'h', 1);
  else put(reading, { kind: 'link', url, content: [url] }, url.length, 1);
}

function readCode(reading: Reading): void {
  const { text, at, backticks } = reading;
  const mark = runOf('`', text, at);
  const later = backticks.get(mark.length) ?? [];
  while ((later.at(-1) ?? text.length) <= at) later.pop();
  const end = later.at(-1);
  if (end === undefined) {
    put(reading, mark, mark.length);
    return;
  }
  const code = text.slice(at + mark.length, end).replaceAll('\n', ' ');
  const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
  put(reading, { kind: 'code', text: isPadded ? code.slice(1, -1) : code }, end + mark.length - at);
}

function backticksOf(text: string): Reading['backticks'] {
  const found = new Map<number, number[]>();
  for (const { 0: mark, index } of [...text.matchAll(backtickRun)].toReversed()) {
    const places = found.get(mark.length);
    if (places === undefined) found.set(mark.length, [index]);
    else places.push(index);
  }
  return found;
}

function readEscape(reading: Reading): void {
  const next = reading.text[reading.at + 1] ?? '';
  if (next === '\n') put(reading, { kind: 'break' }, 2);
  else if (/[!-/:-@[-`{-~]/.test(next)) put(reading, next, 2);
  else put(reading, '\\', 1);
}

function readEmphasis(reading: Reading, char: string): void {
  const { text, at } = reading;
  const mark = runOf(char, text, at);
  const end = at + mark.length;
  const before = text[at - 1] ?? ' ';
  const after = text[end] ?? ' ';
  const isMark = char === '~' ? mark.length === 2 : mark.length <= 3;
  const mayBeInWord = mark.length > 1 && char === '*';
  const canOpen = isMark && !/\s/.test(after) && (mayBeInWord || !/[\p{L}\p{N}.]/u.test(before));
  const canClose =
    isMark && !/\s/.test(before) && (mayBeInWord || !/^(?:\.?[\p{L}\p{N}])/u.test(text.slice(end, end + 3)));
  if (canClose && closeMark(reading, mark, (content) => emphasised(mark, content))) reading.at = end;
  else if (canOpen) openMark(reading, mark);
  else put(reading, mark, mark.length);
}

function emphasised(mark: string, content: readonly Inline[]): Inline {
  if (mark.startsWith('~')) return { kind: 'deleted', content };
  if (mark.length === 1) return { kind: 'emphasis', content };
  return { kind: 'strong', content: mark.length === 2 ? content : [{ kind: 'emphasis', content }] };
}

function closeBracket(reading: Reading): void {
  const { text, at, openers, linksAbove } = reading;
  const height =
    openOf(reading, '[') + openOf(reading, '![') > 0 ? openers.findLastIndex(({ mark }) => mark.endsWith('[')) : -1;
  const { mark = '[', contentAt = 0 } = openers[height] ?? {};
  const isLink = height >= 0 && height >= linksAbove;
  const target = isLink ? readTarget(text, { from: contentAt, to: at }, reading.definitions) : undefined;
  if (target === undefined) {
    if (height >= 0) dropOpeners(reading, height);
    put(reading, ']', 1);
    return;
  }
  closeMark(reading, mark, (content) => linked(reading, mark, target, content));
  if (mark === '[') reading.linksAbove = openers.length;
  reading.at = at + 1 + target.length;
}

/** A picture is never fetched: what it shows is said, and leads to it where it is not within a link. */
function linked(reading: Reading, mark: string, { url }: Target, content: readonly Inline[]): Inline {
  const text = content.length > 0 ? content : ['picture'];
  if (!isSafeUrl(url) || (mark === '![' && openOf(reading, '[') > 0)) return { kind: 'span', content: text };
  return { kind: 'link', url, content: text };
}

function openOf({ open }: Reading, mark: string): number {
  return open.get(mark) ?? 0;
}

function openMark(reading: Reading, mark: string): void {
  const { openers, open, items, at } = reading;
  openers.push({ mark, contentAt: at + mark.length, item: items.length });
  open.set(mark, openOf(reading, mark) + 1);
  put(reading, mark, mark.length);
}

/** Puts all since the last such mark into one node; false where there is no such mark, or it would go too deep. */
function closeMark(reading: Reading, mark: string, make: (content: readonly Inline[]) => Inline): boolean {
  const { openers, items } = reading;
  if (openOf(reading, mark) === 0) return false;
  const height = openers.findLastIndex((one) => one.mark === mark);
  const { item = 0 } = openers[height] ?? {};
  dropOpeners(reading, height);
  const content = items.splice(item).slice(1);
  const depth = 1 + content.reduce((deepest, one) => Math.max(deepest, one.depth), 0);
  const nodes = joined(content);
  items.push(depth > maxDepth ? { node: plainText(nodes), depth: 0 } : { node: make(nodes), depth });
  return true;
}

function dropOpeners(reading: Reading, height: number): void {
  for (const { mark } of reading.openers.splice(height)) reading.open.set(mark, openOf(reading, mark) - 1);
  reading.linksAbove = Math.min(reading.linksAbove, height);
}

function put(reading: Reading, node: Inline, length: number, depth = 0): void {
  reading.items.push({ node, depth });
  reading.at += length;
}

/** The nodes, text that stands side by side as one. */
function joined(items: readonly Item[]): readonly Inline[] {
  const nodes: Inline[] = [];
  for (const { node } of items) {
    const last = nodes.at(-1);
    if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node;
    else if (node !== '') nodes.push(node);
  }
  return nodes;
}

function runOf(char: string, text: string, at: number): string {
  let end = at;
  while (text[end] === char) end++;
  return text.slice(at, end);
}
