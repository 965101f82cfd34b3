import { mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { JobError } from '../job-error.ts';

/** Archives that were uploaded to be scanned, until they have been. They outlive a stop of the service, as the queue does. */
export interface UploadDirectory {
  /** Where the archive of a scan lies. */
  pathOf(scanId: string): string;
  /** Writes an archive as it comes. Throws `jobs/upload-too-large` or `jobs/no-space`; of what came in part nothing is left. */
  receive(scanId: string, source: Readable, options: { readonly maxBytes: number }): Promise<void>;
  remove(scanId: string): Promise<void>;
  /** Removes whatever belongs to none of these scans: what a killed process has left. */
  sweep(scanIds: ReadonlySet<string>): Promise<void>;
}

const complete = '.archive';
const partial = '.part';
/** Left free on the disk, for the database and for unpacking. */
const reservedBytes = 512 * 1024 * 1024;

/** Uploads in a directory, which is made where it is missing. */
export async function openUploadDirectory(
  directory: string,
  options: { readonly reservedBytes?: number } = {},
): Promise<UploadDirectory> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const reserved = options.reservedBytes ?? reservedBytes;
  const pathOf = (scanId: string) => join(directory, `${scanId}${complete}`);
  return {
    pathOf,
    receive: async (scanId, source, { maxBytes }) => {
      const part = join(directory, `${scanId}${partial}`);
      const limits = { maxBytes, freeBytes: await freeBytes(directory, reserved) };
      // Opened before the source is read: a stream that opens its file by itself may do so after the part was removed.
      const file = await open(part, 'wx', 0o600);
      try {
        await pipeline(source, (chunks) => limited(chunks, limits), file.createWriteStream());
        await rename(part, pathOf(scanId));
      } catch (error) {
        await rm(part, { force: true });
        throw isFull(error) ? noSpace() : error;
      }
    },
    remove: (scanId) => rm(pathOf(scanId), { force: true }),
    sweep: async (scanIds) => {
      for (const name of await readdir(directory)) {
        const isWanted = name.endsWith(complete) && scanIds.has(name.slice(0, -complete.length));
        if (!isWanted) await rm(join(directory, name), { force: true });
      }
    },
  };
}

async function freeBytes(directory: string, reserved: number): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize - reserved;
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  limits: { readonly maxBytes: number; readonly freeBytes: number },
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limits.maxBytes) {
      throw new JobError(
        'jobs/upload-too-large',
        `the archive is larger than ${Math.round(limits.maxBytes / 2 ** 20)} MiB (limits.maxUploadBytes): push the image to a registry and scan it there`,
      );
    }
    if (size > limits.freeBytes) throw noSpace();
    yield chunk;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function noSpace(): JobError {
  return new JobError('jobs/no-space', 'there is not enough room left on the disk of the service for the archive');
}
