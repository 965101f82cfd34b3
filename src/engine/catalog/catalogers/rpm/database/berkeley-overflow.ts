import { type BerkeleyPages, pageHeaderSize, pageType } from './berkeley-pages.ts';
import { type DatabaseEntry, damage } from './database-entry.ts';

/** Puts together an item of `length` bytes from its chain of overflow pages, which starts at page `first`. */
export function readOverflow(pages: BerkeleyPages, first: number, length: number): DatabaseEntry {
  const parts: Uint8Array[] = [];
  let missing = length;
  for (let number = first; number !== 0 && missing > 0; ) {
    const page = pages.take(number);
    if (page === undefined || page.getUint8(25) !== pageType.overflow) {
      return damage(`overflow page ${number} is missing, used twice or of another type`);
    }
    const size = Math.min(page.getUint16(22, pages.littleEndian), page.byteLength - pageHeaderSize, missing);
    parts.push(new Uint8Array(page.buffer, page.byteOffset + pageHeaderSize, size));
    missing -= size;
    number = page.getUint32(16, pages.littleEndian);
  }
  if (missing > 0) return damage(`an item on overflow pages from page ${first} lacks its last ${missing} bytes`);
  return { kind: 'header', bytes: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts) };
}
