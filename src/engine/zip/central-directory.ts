import { asBuffer, type ZipBytes } from './zip-bytes.ts';
import { flags, inZip64, signatures, withZip64, type ZipEntry } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

/** Where an archive keeps its directory. */
export interface DirectoryPlace {
  readonly start: number;
  readonly size: number;
  /** How many entries it is said to have; what counts is how many there are. */
  readonly count: number;
  /** What to add to the offsets in it: the length of whatever stands before the archive, such as a start script. */
  readonly base: number;
}

const endBytes = 22;
const end64Bytes = 56;
const locatorBytes = 20;
const entryBytes = 46;
const maxCommentBytes = 0xffff;

/**
 * Finds the directory of a zip by its end record (PKWARE APPNOTE 6.3.10, section 4.3.16), Zip64 included: the last one that ends the file,
 * with its comment, and whose directory stands right before it. One that does not end the file may be that of an archive stored inside, and so
 * is one that does where the file begins with an entry of its own: it was cut off after the archive in it.
 * Throws `zip/not-a-zip` where there is none.
 */
export function findDirectory(zip: ZipBytes): DirectoryPlace {
  for (const { endAt, end } of endRecords(zip, zip.size)) {
    const place = directoryBefore(zip, endAt, end);
    if (place !== undefined) return place;
  }
  throw new ZipError('zip/not-a-zip', 'it is no zip archive, or breaks off: it has no directory at its end');
}

/** End records that, with their comment, end right at `size`, the last one first. */
function* endRecords(zip: ZipBytes, size: number): Generator<{ readonly endAt: number; readonly end: Buffer }> {
  const tailStart = Math.max(0, size - endBytes - maxCommentBytes);
  const tail = Buffer.from(zip.bytes(tailStart, size - tailStart) ?? new Uint8Array());
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    at = tail.lastIndexOf('PK\x05\x06', at, 'latin1');
    if (at < 0) return;
    if (at + endBytes + tail.readUInt16LE(at + 20) !== tail.length) continue;
    yield { endAt: tailStart + at, end: tail.subarray(at, at + endBytes) };
  }
}

function directoryBefore(zip: ZipBytes, endAt: number, end: Buffer): DirectoryPlace | undefined {
  const count = end.readUInt16LE(10);
  const size = end.readUInt32LE(12);
  const offset = end.readUInt32LE(16);
  const isZip64 = count === 0xffff || size === inZip64 || offset === inZip64;
  const place = (isZip64 ? zip64Place(zip, endAt) : undefined) ?? placeOf({ count, size, offset }, endAt);
  return place !== undefined && isDirectory(zip, place) && !hasEntriesBefore(zip, place) ? place : undefined;
}

/** Entries that belong to no whole archive; one that was put before this one is none of its business, as for Java. */
function hasEntriesBefore(zip: ZipBytes, { base }: DirectoryPlace): boolean {
  const first = base > 0 ? zip.bytes(0, 4) : undefined;
  if (first === undefined || asBuffer(first).readUInt32LE(0) !== signatures.localHeader) return false;
  return endRecords(zip, base).next().done === true;
}

function zip64Place(zip: ZipBytes, endAt: number): DirectoryPlace | undefined {
  const recordAt = endAt - locatorBytes - end64Bytes;
  const bytes = recordAt < 0 ? undefined : zip.bytes(recordAt, end64Bytes + 4);
  if (bytes === undefined) return undefined;
  const record = asBuffer(bytes);
  if (record.readUInt32LE(0) !== signatures.end64 || record.readUInt32LE(end64Bytes) !== signatures.end64Locator)
    return undefined;
  const [count, size, offset] = [32, 40, 48].map((at) => Number(record.readBigUInt64LE(at)));
  return placeOf({ count: count ?? 0, size: size ?? 0, offset: offset ?? 0 }, recordAt);
}

/** The directory ends where its end record begins. */
function placeOf(said: { count: number; size: number; offset: number }, endAt: number): DirectoryPlace | undefined {
  const start = endAt - said.size;
  const base = start - said.offset;
  return start < 0 || base < 0 ? undefined : { start, size: said.size, count: said.count, base };
}

function isDirectory(zip: ZipBytes, { start, size }: DirectoryPlace): boolean {
  if (size === 0) return true;
  const signature = zip.bytes(start, 4);
  return signature !== undefined && asBuffer(signature).readUInt32LE(0) === signatures.directoryEntry;
}

/**
 * Reads the directory, entry by entry; throws `zip/damaged` where it breaks off or has not as many as it should. A directory may name one
 * place twice.
 */
export function* directoryEntries(zip: ZipBytes, place: DirectoryPlace): Generator<ZipEntry> {
  const end = place.start + place.size;
  let found = 0;
  for (let at = place.start; at < end; found += 1) {
    const fixed = zip.bytes(at, entryBytes);
    const lengths = fixed === undefined ? undefined : directoryEntryLengths(fixed);
    const whole = lengths === undefined ? undefined : zip.bytes(at, lengths.whole);
    if (whole === undefined || at + whole.length > end) {
      throw new ZipError('zip/damaged', 'its directory breaks off or holds something else');
    }
    yield parseDirectoryEntry(whole, place.base);
    at += whole.length;
  }
  if (isAnotherCount(found, place.count)) throw wrongCount(found, place.count);
}

/** Tells whether an end record, whose count has 16 bits and goes round, speaks of another number of entries. */
export function isAnotherCount(found: number, said: number): boolean {
  return found % 0x10000 !== said % 0x10000;
}

export function wrongCount(found: number, said: number): ZipError {
  return new ZipError('zip/damaged', `its directory has ${found} entries, and should have ${said}`);
}

/** The length of the directory entry whose first 46 bytes are given; undefined where it is none. */
export function directoryEntryLengths(fixed: Uint8Array): { readonly whole: number } | undefined {
  const header = asBuffer(fixed);
  if (header.length < entryBytes || header.readUInt32LE(0) !== signatures.directoryEntry) return undefined;
  return { whole: entryBytes + header.readUInt16LE(28) + header.readUInt16LE(30) + header.readUInt16LE(32) };
}

/** Reads one whole directory entry. */
export function parseDirectoryEntry(bytes: Uint8Array, base: number): ZipEntry {
  const header = asBuffer(bytes);
  const nameEnd = entryBytes + header.readUInt16LE(28);
  const numbers = withZip64(
    { size: header.readUInt32LE(24), packedSize: header.readUInt32LE(20), offset: header.readUInt32LE(42) },
    header.subarray(nameEnd, nameEnd + header.readUInt16LE(30)),
  );
  return {
    name: header.toString('utf8', entryBytes, nameEnd),
    method: header.readUInt16LE(10),
    isEncrypted: (header.readUInt16LE(8) & flags.encrypted) !== 0,
    crc32: header.readUInt32LE(16),
    packedSize: numbers.packedSize,
    size: numbers.size,
    offset: numbers.offset + base,
  };
}
