import { isDigit } from '../../characters.ts';
import { type MavenItem, qualifierOf, releaseQualifier } from './maven-item.ts';

interface Reader {
  readonly text: string;
  /** Nested lists, outermost first, each the last item of the one before it; items are added to the last one. */
  readonly levels: MavenItem[][];
  /** Where the token that is being read began. */
  start: number;
  inDigits: boolean;
}

/** Divides a version in lower case into its items, without those at an end that do not order. */
export function readItems(text: string): readonly MavenItem[] {
  const reader: Reader = { text, levels: [[]], start: 0, inDigits: false };
  for (let at = 0; at < text.length; at++) readCharacter(reader, at);
  if (text.length > reader.start) {
    if (!reader.inDigits) nestBehindItems(reader);
    addItem(reader, itemOf(text.slice(reader.start), reader.inDigits));
  }
  return joinLevels(reader.levels);
}

function readCharacter(reader: Reader, at: number): void {
  const { text, start, inDigits } = reader;
  const token = text.slice(start, at);
  const mark = text.charAt(at);
  if (mark === '.' || mark === '-') {
    addItem(reader, itemOf(token, inDigits));
    if (mark === '-') nest(reader);
    reader.start = at + 1;
    return;
  }
  const isNumber = isDigit(text.charCodeAt(at));
  if (isNumber !== inDigits && token !== '') {
    if (isNumber) nestBehindItems(reader);
    addItem(reader, inDigits ? itemOf(token, true) : wordBeforeNumber(token));
    nest(reader);
    reader.start = at;
  }
  reader.inDigits = isNumber;
}

/** Nothing between two marks is 0. */
function itemOf(token: string, isNumber: boolean): MavenItem {
  if (token === '' || isNumber) return { kind: 'number', digits: token.replace(/^0+/, '') };
  return { kind: 'word', qualifier: qualifierOf(token) };
}

const abbreviations: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

function wordBeforeNumber(token: string): MavenItem {
  return { kind: 'word', qualifier: qualifierOf(abbreviations.get(token) ?? token) };
}

function addItem({ levels }: Reader, item: MavenItem): void {
  levels[levels.length - 1]?.push(item);
}

function nest({ levels }: Reader): void {
  levels.push([]);
}

/** A word behind a dot is read as if behind a dash. */
function nestBehindItems(reader: Reader): void {
  if (reader.levels[reader.levels.length - 1]?.length !== 0) nest(reader);
}

/** Puts each level behind the items of the one before it, innermost first. */
function joinLevels(levels: readonly MavenItem[][]): readonly MavenItem[] {
  let inner: readonly MavenItem[] | undefined;
  for (const level of levels.toReversed()) {
    inner = withoutNulls(inner === undefined ? level : [...level, { kind: 'list', items: inner }]);
  }
  return inner ?? [];
}

/** Leaves out what counts as nothing at the end and, from there back, before lists, up to the first number or word that counts. */
function withoutNulls(items: readonly MavenItem[]): readonly MavenItem[] {
  const last = items.findLastIndex((item) => item.kind !== 'list' && !isNull(item));
  return items.filter((item, index) => index <= last || !isNull(item));
}

function isNull(item: MavenItem): boolean {
  if (item.kind === 'number') return item.digits === '';
  return item.kind === 'word' ? item.qualifier === releaseQualifier : item.items.length === 0;
}
