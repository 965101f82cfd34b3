import { viewOf } from './database-entry.ts';

/** Types of pages that a hash database has; a page that was never used is all zeros. */
export const pageType = { unused: 0, unsortedHash: 2, overflow: 7, hashMeta: 8, hash: 13 } as const;

export const pageHeaderSize = 26;

/** The pages of a hash database, each of which is given out once, so that no chain of them is endless. */
export interface BerkeleyPages {
  readonly littleEndian: boolean;
  readonly isTruncated: boolean;
  readonly lastBucket: number;
  pageOfBucket(bucket: number): number;
  /** Page by number; undefined where there is none or it has been taken before. */
  take(number: number): DataView | undefined;
}

const hashMagic = 0x061561;
const metaPageSize = 512;
const pageNumbers = 32;

/** Tells whether bytes are a Berkeley DB hash database, of either byte order. */
export function isBerkeleyHash(bytes: Uint8Array): boolean {
  return byteOrder(bytes) !== undefined;
}

/** Opens a hash database by its first page; returns what is wrong with it where that says what cannot be read. */
export function openBerkeleyPages(bytes: Uint8Array): BerkeleyPages | string {
  const littleEndian = byteOrder(bytes) === 'little';
  if (bytes.length < metaPageSize) return 'it ends within its first page';
  const view = viewOf(bytes);
  const pageSize = view.getUint32(20, littleEndian);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return `its page size is ${pageSize}`;
  if (view.getUint8(24) !== 0) return 'it is encrypted';
  if (view.getUint8(25) !== pageType.hashMeta) return `its first page is of type ${view.getUint8(25)}`;
  if ((view.getUint8(26) & 1) !== 0) return 'its pages carry checksums, which rpm never asks for';
  const pageCount = Math.floor(bytes.length / pageSize);
  const lastBucket = view.getUint32(72, littleEndian);
  const spares = Array.from({ length: pageNumbers }, (_, i) => view.getUint32(96 + 4 * i, littleEndian));
  const taken = new Uint8Array(pageCount);
  return {
    littleEndian,
    isTruncated: view.getUint32(32, littleEndian) >= pageCount || lastBucket >= pageCount,
    lastBucket: Math.min(lastBucket, pageCount),
    pageOfBucket: (bucket) => bucket + (spares[32 - Math.clz32(bucket)] ?? 0),
    take: (number) => {
      if (number === 0 || number >= pageCount || taken[number] !== 0) return undefined;
      taken[number] = 1;
      return viewOf(bytes.subarray(number * pageSize, (number + 1) * pageSize));
    },
  };
}

function byteOrder(bytes: Uint8Array): 'little' | 'big' | undefined {
  if (bytes.length < 16) return undefined;
  const view = viewOf(bytes);
  if (view.getUint32(12, true) === hashMagic) return 'little';
  return view.getUint32(12, false) === hashMagic ? 'big' : undefined;
}
