import { damage } from './database-entry.ts';
import { fileHeaderSize, type SqlitePages } from './sqlite-pages.ts';
import { readVarint } from './sqlite-varint.ts';

export type SqliteRow =
  | { readonly kind: 'row'; readonly payload: Uint8Array }
  | { readonly kind: 'damage'; readonly message: string };

const pageType = { interior: 5, leaf: 13 } as const;

/** The least that a cell can take; with it even cells that overlap come to an end. */
const minCellSize = 4;

/** Walks the tree of a table from its first page, in the order of row numbers (sqlite.org/fileformat2.html, "B-tree Pages"). */
export function* walkSqliteTable(pages: SqlitePages, root: number): Generator<SqliteRow> {
  const waiting = [root];
  let total = 0;
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const page = pages.take(number);
    const start = number === 1 ? fileHeaderSize : 0;
    const type = page?.getUint8(start);
    if (page === undefined) yield damage(`page ${number} is missing or used twice`);
    else if (type === pageType.interior) waiting.push(...childrenOf(page, start).reverse());
    else if (type !== pageType.leaf) yield damage(`page ${number} is of type ${type}, which no table has`);
    else {
      for (const row of readLeaf(pages, page, { number, start })) {
        total += minCellSize + (row.kind === 'row' ? row.payload.length : 0);
        if (total > pages.fileSize) return yield damage('its rows overlap');
        yield row;
      }
    }
  }
}

function childrenOf(page: DataView, start: number): number[] {
  const cells = cellPointers(page, start, 12);
  const children = cells.map((at) => (at + 4 <= page.byteLength ? page.getUint32(at) : 0));
  return [...children, page.getUint32(start + 8)];
}

/** Where the cells of a page are; fewer than it claims where they cannot fit. */
function cellPointers(page: DataView, start: number, headerSize: number): number[] {
  const first = start + headerSize;
  const fitting = Math.floor((page.byteLength - first) / 2);
  const count = Math.min(page.getUint16(start + 3), fitting);
  return Array.from({ length: count }, (_, i) => page.getUint16(first + 2 * i));
}

function* readLeaf(
  pages: SqlitePages,
  page: DataView,
  { number, start }: { number: number; start: number },
): Generator<SqliteRow> {
  for (const at of cellPointers(page, start, 8)) {
    const size = readVarint(page, at);
    const rowNumber = size && readVarint(page, size.end);
    if (size === undefined || rowNumber === undefined || size.value > pages.fileSize) {
      yield damage(`a row of page ${number} is misplaced`);
    } else yield readPayload(pages, page, { at: rowNumber.end, size: size.value });
  }
}

/** A row's payload: on its page as far as it fits by the format's formula, the rest on a chain of overflow pages. */
function readPayload(pages: SqlitePages, page: DataView, { at, size }: { at: number; size: number }): SqliteRow {
  const local = localSize(pages.usableSize, size);
  const hasOverflow = local < size;
  if (at + local + (hasOverflow ? 4 : 0) > page.byteLength) return damage('a row does not fit its page');
  const parts = [bytesOf(page, at, local)];
  let missing = size - local;
  let next = hasOverflow ? page.getUint32(at + local) : 0;
  while (missing > 0) {
    const overflow = pages.take(next);
    if (overflow === undefined) return damage(`overflow page ${next} is missing or used twice`);
    const part = Math.min(missing, pages.usableSize - 4);
    parts.push(bytesOf(overflow, 4, part));
    missing -= part;
    next = overflow.getUint32(0);
  }
  return { kind: 'row', payload: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts) };
}

function localSize(usable: number, payload: number): number {
  const most = usable - 35;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((payload - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function bytesOf(view: DataView, at: number, size: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, size);
}
