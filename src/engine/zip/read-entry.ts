import { inflateRawSync } from 'node:zlib';
import { asBuffer, type ZipBytes } from './zip-bytes.ts';
import { methods, signatures, type ZipEntry } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

const localHeaderBytes = 30;

/**
 * The bytes of an entry as stored, where its directory says that they are; of the local header only the lengths count that tell
 * where it ends. Throws `zip/damaged` where they are not there, `zip/unsupported` where they are encrypted.
 */
export function packedBytes(zip: ZipBytes, entry: ZipEntry): Uint8Array {
  if (entry.isEncrypted) throw new ZipError('zip/unsupported', 'it is encrypted');
  const header = zip.bytes(entry.offset, localHeaderBytes);
  if (header === undefined || asBuffer(header).readUInt32LE(0) !== signatures.localHeader) {
    throw new ZipError('zip/damaged', 'it has no local header where the directory says');
  }
  const lengths = asBuffer(header);
  const start = entry.offset + localHeaderBytes + lengths.readUInt16LE(26) + lengths.readUInt16LE(28);
  const packed = zip.bytes(start, entry.packedSize);
  if (packed === undefined) throw new ZipError('zip/damaged', 'it ends beyond the end of the archive');
  return packed;
}

/** Unpacks an entry of at most `maxBytes`, stored ones without a copy. Throws a {@link ZipError}. The checksum is not looked at. */
export function unpackEntry(
  packed: Uint8Array,
  entry: Pick<ZipEntry, 'method' | 'size'>,
  maxBytes: number,
): Uint8Array {
  return unpackPrefix(packed, entry, maxBytes).bytes;
}

/** Unpacks an entry whose bytes stand at the beginning of `packed`, and tells how many of them it took. */
export function unpackPrefix(
  packed: Uint8Array,
  entry: Pick<ZipEntry, 'method' | 'size'>,
  maxBytes: number,
): { readonly bytes: Uint8Array; readonly taken: number } {
  switch (entry.method) {
    case methods.stored:
      if (packed.length > maxBytes) throw tooLarge(maxBytes);
      return { bytes: packed, taken: packed.length };
    case methods.deflated:
      return inflate(packed, entry.size, maxBytes);
    default:
      throw new ZipError('zip/unsupported', `it is packed with method ${entry.method}`);
  }
}

function inflate(packed: Uint8Array, size: number, maxBytes: number) {
  // zlib allocates its output in chunks: one that fits, where 16 KiB would be wasted on most and too little for some.
  const chunkSize = Math.min(1024 * 1024, Math.max(64, size + 1));
  try {
    const options = { maxOutputLength: Math.max(1, maxBytes), chunkSize, info: true };
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as Inflated;
    return { bytes: buffer, taken: engine.bytesWritten };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    if (code === 'Z_BUF_ERROR') throw new ZipError('zip/truncated', 'its packed bytes break off', { cause: error });
    throw new ZipError('zip/damaged', 'it cannot be unpacked', { cause: error });
  }
}

/** What Node gives with `info`, which its types do not tell. */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function tooLarge(maxBytes: number): ZipError {
  return new ZipError('zip/too-large', `it unpacks to more than ${maxBytes} bytes`);
}
