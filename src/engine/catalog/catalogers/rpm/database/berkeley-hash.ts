import { readOverflow } from './berkeley-overflow.ts';
import { type BerkeleyPages, openBerkeleyPages, pageHeaderSize, pageType } from './berkeley-pages.ts';
import { type DatabaseEntry, damage } from './database-entry.ts';

export { isBerkeleyHash } from './berkeley-pages.ts';

const itemType = { keyData: 1, offPage: 3 } as const;
const offPageItemSize = 12;

/**
 * Reads the headers of a Berkeley DB hash database (`Packages`), of either byte order: every bucket's chain of pages, whose
 * items are pairs of a package number and a header; a header that does not fit a page lies on a chain of overflow pages.
 * Layout: db 5.3, dbinc/db_page.h and dbinc/hash.h.
 */
export function* readBerkeleyHash(bytes: Uint8Array): Generator<DatabaseEntry> {
  const pages = openBerkeleyPages(bytes);
  if (typeof pages === 'string') return yield damage(pages);
  if (pages.isTruncated) yield damage('it ends before its last page');
  for (let bucket = 0; bucket <= pages.lastBucket; bucket++) yield* readBucket(pages, bucket);
}

function* readBucket(pages: BerkeleyPages, bucket: number): Generator<DatabaseEntry> {
  for (let number = pages.pageOfBucket(bucket); ; ) {
    const page = pages.take(number);
    if (page === undefined) return yield damage(`page ${number} of bucket ${bucket} is missing or used twice`);
    const type = page.getUint8(25);
    if (type === pageType.unused) return;
    if (type !== pageType.hash && type !== pageType.unsortedHash) {
      return yield damage(`page ${number} of bucket ${bucket} is of type ${type}`);
    }
    yield* readItems(pages, page, number);
    number = page.getUint32(16, pages.littleEndian);
    if (number === 0) return;
  }
}

function* readItems(pages: BerkeleyPages, page: DataView, number: number): Generator<DatabaseEntry> {
  const count = page.getUint16(20, pages.littleEndian);
  if (count % 2 !== 0 || pageHeaderSize + 2 * count > page.byteLength) {
    return yield damage(`page ${number} claims ${count} items`);
  }
  let end = page.byteLength;
  let key: DataView | undefined;
  for (let i = 0; i < count; i++) {
    const start = page.getUint16(pageHeaderSize + 2 * i, pages.littleEndian);
    if (start >= end || start < pageHeaderSize + 2 * count)
      return yield damage(`item ${i} of page ${number} is misplaced`);
    const item = new DataView(page.buffer, page.byteOffset + start, end - start);
    end = start;
    if (i % 2 === 0) key = item;
    else if (key !== undefined && !isCounter(key)) yield readItem(pages, item, number);
  }
}

/** The record under key 0 counts packages; it is none. */
function isCounter(key: DataView): boolean {
  return key.byteLength === 5 && key.getUint8(0) === itemType.keyData && key.getUint32(1) === 0;
}

function readItem(pages: BerkeleyPages, item: DataView, number: number): DatabaseEntry {
  const type = item.getUint8(0);
  if (type === itemType.keyData) {
    return { kind: 'header', bytes: new Uint8Array(item.buffer, item.byteOffset + 1, item.byteLength - 1) };
  }
  if (type !== itemType.offPage || item.byteLength < offPageItemSize) {
    return damage(`an item of page ${number} is of type ${type}`);
  }
  const first = item.getUint32(4, pages.littleEndian);
  return readOverflow(pages, first, item.getUint32(8, pages.littleEndian));
}
