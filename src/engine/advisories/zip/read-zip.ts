import { open } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry } from 'yauzl';
import type { Limits } from '#core/limits.ts';
import { FeedFault } from '../feeds/feed-fault.ts';
import { FileWindow } from './file-window.ts';
import { openCentralDirectory } from './read-central-directory.ts';

/** A file in an archive: its bytes, valid until the next one is asked for, or why they are not read. */
export type ZipEntry =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly fault: string };

type ZipLimits = Pick<Limits, 'maxAdvisoryBytes' | 'maxFeedUnpackedBytes' | 'maxFeedRecords'>;

/**
 * Reads a zip of many small files (PKWARE APPNOTE 6.3.10), in the order of its directory. An entry that is too large is a
 * fault of its own; an archive that is damaged or larger than the limits throws a {@link FeedFault}.
 */
export async function* readZip(path: string, limits: ZipLimits): AsyncGenerator<ZipEntry> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    // One window for the directory at the end and one for the bodies, so that neither throws out the other's.
    const zip = await openCentralDirectory(new FileWindow(file.fd), size);
    if (zip.entryCount > limits.maxFeedRecords) {
      throw new FeedFault(`has ${zip.entryCount} entries (limits.maxFeedRecords is ${limits.maxFeedRecords})`);
    }
    yield* readEntries(zip.eachEntry(), new FileWindow(file.fd), limits);
  } catch (error) {
    if (error instanceof FeedFault) throw error;
    throw new FeedFault('is not a whole zip archive', { cause: error });
  } finally {
    await file.close();
  }
}

async function* readEntries(entries: AsyncIterable<Entry>, window: FileWindow, limits: ZipLimits) {
  let unpacked = 0;
  for await (const entry of entries) {
    const name = entry.fileName;
    if (name.endsWith('/')) continue;
    if (entry.uncompressedSize > limits.maxAdvisoryBytes) {
      const fault = `is ${entry.uncompressedSize} bytes (limits.maxAdvisoryBytes is ${limits.maxAdvisoryBytes})`;
      yield { name, fault };
      continue;
    }
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.maxFeedUnpackedBytes) {
      throw new FeedFault(`unpacks to more than ${limits.maxFeedUnpackedBytes} bytes (limits.maxFeedUnpackedBytes)`);
    }
    yield { name, bytes: readEntry(entry, window) };
  }
}

const localHeader = { signature: 0x04034b50, bytes: 30, nameLengthAt: 26, extraLengthAt: 28 };
const methods = { stored: 0, deflated: 8 };

function readEntry(entry: Entry, window: FileWindow): Uint8Array {
  const damaged = (what: string, cause?: unknown) =>
    new FeedFault(`is damaged: entry ${JSON.stringify(entry.fileName)} ${what}`, { cause });
  if (entry.isEncrypted()) throw damaged('is encrypted');
  const header = window.bytes(entry.relativeOffsetOfLocalHeader, localHeader.bytes);
  if (header?.readUInt32LE(0) !== localHeader.signature) throw damaged('has no local header');
  const nameAndExtra = header.readUInt16LE(localHeader.nameLengthAt) + header.readUInt16LE(localHeader.extraLengthAt);
  const start = entry.relativeOffsetOfLocalHeader + localHeader.bytes + nameAndExtra;
  // A deflated body is never much larger than its content, so that what is read is limited by what was promised.
  if (entry.compressedSize > entry.uncompressedSize + 1024) throw damaged('is larger packed than unpacked');
  const packed = window.bytes(start, entry.compressedSize);
  if (packed === undefined) throw damaged('ends beyond the end of the file');
  let bytes: Uint8Array;
  try {
    bytes = unpack(packed, entry);
  } catch (error) {
    throw damaged('cannot be unpacked', error);
  }
  if (bytes.length !== entry.uncompressedSize) throw damaged('is not as long as its header says');
  if (crc32(bytes) !== entry.crc32) throw damaged('has a wrong checksum');
  return bytes;
}

function unpack(packed: Buffer, entry: Entry): Uint8Array {
  if (entry.compressionMethod === methods.stored) return packed;
  if (entry.compressionMethod !== methods.deflated) throw new Error(`compression method ${entry.compressionMethod}`);
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize), chunkSize: chunkFor(entry) });
}

/** zlib allocates its output in chunks: one that fits the record, where 16 KiB would be wasted on most. */
function chunkFor(entry: Entry): number {
  return Math.min(64 * 1024, Math.max(64, entry.uncompressedSize + 1));
}
