import { crc32 } from 'node:zlib';
import { packedBytes, unpackEntry } from './read-entry.ts';
import type { ZipBytes } from './zip-bytes.ts';
import type { ZipEntry } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

/** What a deflated entry may be larger packed than unpacked. */
const maxGrowth = 1024;

/**
 * Reads an entry that the directory calls at most `maxBytes` long, and holds it to its length and checksum. Throws a {@link ZipError}; no more
 * than was promised is read or unpacked.
 */
export function readWholeEntry(zip: ZipBytes, entry: ZipEntry, maxBytes: number): Uint8Array {
  if (entry.size > maxBytes) throw new ZipError('zip/too-large', `it is ${entry.size} bytes`);
  if (entry.packedSize > entry.size + maxGrowth) {
    throw new ZipError('zip/damaged', 'it is larger packed than unpacked');
  }
  const bytes = unpackEntry(packedBytes(zip, entry), entry, entry.size);
  if (bytes.length !== entry.size) throw new ZipError('zip/damaged', 'it is not as long as its header says');
  if (crc32(bytes) !== entry.crc32) throw new ZipError('zip/damaged', 'it has a wrong checksum');
  return bytes;
}
