import { open } from 'node:fs/promises';
import type { Limits } from '#core/limits.ts';
import {
  type DirectoryPlace,
  directoryEntries,
  FileWindow,
  findDirectory,
  readWholeEntry,
  type ZipBytes,
  ZipError,
} from '#engine/zip/index.ts';
import { FeedFault } from '../feeds/feed-fault.ts';

/** A file in an archive: its bytes, valid until the next one is asked for, or why they are not read. */
export type ZipFile =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly fault: string };

type ZipLimits = Pick<Limits, 'maxAdvisoryBytes' | 'maxFeedUnpackedBytes' | 'maxFeedRecords'>;

/**
 * Reads a zip of many small files (PKWARE APPNOTE 6.3.10), in the order of its directory. A file that is too large is a
 * fault of its own; an archive that is damaged or larger than the limits throws a {@link FeedFault}.
 */
export async function* readZip(path: string, limits: ZipLimits): AsyncGenerator<ZipFile> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    // One window for the directory at the end and one for the bodies, so that neither throws out the other's.
    const directory = new FileWindow(file.fd, size);
    const place = findDirectory(directory);
    if (place.count > limits.maxFeedRecords) throw tooMany(place.count, limits);
    yield* readFiles({ directory, place, bodies: new FileWindow(file.fd, size) }, limits);
  } catch (error) {
    if (error instanceof FeedFault) throw error;
    throw new FeedFault('is not a whole zip archive', { cause: error });
  } finally {
    await file.close();
  }
}

interface OpenZip {
  readonly directory: ZipBytes;
  readonly place: DirectoryPlace;
  readonly bodies: ZipBytes;
}

function* readFiles({ directory, place, bodies }: OpenZip, limits: ZipLimits): Generator<ZipFile> {
  let [unpacked, count] = [0, 0];
  for (const entry of directoryEntries(directory, place)) {
    const { name, size } = entry;
    count += 1;
    if (count > limits.maxFeedRecords) throw tooMany(count, limits);
    if (leavesArchive(name)) throw new FeedFault(`is hostile: ${JSON.stringify(name)} would lie outside of it`);
    if (name.endsWith('/')) continue;
    if (size > limits.maxAdvisoryBytes) {
      yield { name, fault: `is ${size} bytes (limits.maxAdvisoryBytes is ${limits.maxAdvisoryBytes})` };
      continue;
    }
    unpacked += size;
    if (unpacked > limits.maxFeedUnpackedBytes) {
      throw new FeedFault(`unpacks to more than ${limits.maxFeedUnpackedBytes} bytes (limits.maxFeedUnpackedBytes)`);
    }
    try {
      yield { name, bytes: readWholeEntry(bodies, entry, limits.maxAdvisoryBytes) };
    } catch (error) {
      if (!(error instanceof ZipError)) throw error;
      throw new FeedFault(`is damaged: of entry ${JSON.stringify(name)}, ${error.message}`, { cause: error });
    }
  }
}

function tooMany(count: number, { maxFeedRecords }: ZipLimits): FeedFault {
  return new FeedFault(`has ${count} entries (limits.maxFeedRecords is ${maxFeedRecords})`);
}

/** Nothing is unpacked to where a name says, but whoever writes such names means harm. */
function leavesArchive(name: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:)/.test(name) || name.split(/[/\\]/).includes('..');
}
