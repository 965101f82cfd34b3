import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import type { Limits } from '#core/limits.ts';
import { AdvisoryError } from '../advisory-error.ts';
import type { AdvisoryDatabaseStatus } from '../database/advisory-database.ts';
import { openAdvisoryDatabase } from '../database/open-advisory-database.ts';
import { formatVersion } from '../database/schema.ts';
import { verifyDatabase } from '../database/verify-database.ts';
import { buildPrefix, removeAbandonedBuilds, swapIn } from '../update/swap-in.ts';
import { maxHeaderBytes, readHeader, type TransferHeader } from './transfer-header.ts';

export interface ImportOptions {
  /** Where the database is, or is to be. */
  readonly path: string;
  /** The file, as `exportAdvisoryDatabase` wrote it. */
  readonly from: string;
  /** Takes the place of a newer database too. */
  readonly force: boolean;
  readonly limits: Pick<Limits, 'maxAdvisoryDatabaseBytes'>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

export interface ImportResult {
  readonly path: string;
  readonly status: AdvisoryDatabaseStatus;
  /** What stood there before, where that could be read. */
  readonly previous?: AdvisoryDatabaseStatus;
}

/**
 * Puts an exported database in place, once all of it is verified: its format, its size and hash, its tables and every page. Throws an
 * {@link AdvisoryError} that names the file where anything is wrong, or where it is older than what is there; the last good database
 * then stays. The hash tells damage, not forgery: a file is to come by a way that is trusted.
 */
export async function importAdvisoryDatabase(options: ImportOptions): Promise<ImportResult> {
  const { path, from, now } = options;
  const { header, length } = await readBeginning(from);
  const previous = statusOf(path);
  check(header, previous, options);
  await mkdir(dirname(path), { recursive: true });
  await removeAbandonedBuilds(path, now());
  const directory = await mkdtemp(buildPrefix(path));
  try {
    const unpacked = join(directory, 'advisories.sqlite');
    await unpack(options, { header, length, unpacked });
    const status = verifyDatabase(unpacked, from);
    if (status.builtAt !== header.builtAt || status.revision !== header.revision) {
      throw damaged(from, 'its first line speaks of another database');
    }
    options.signal.throwIfAborted();
    await swapIn(unpacked, path);
    return { path, status, ...(previous !== undefined && { previous }) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function readBeginning(from: string): Promise<ReturnType<typeof readHeader>> {
  let beginning: Buffer;
  try {
    const file = await open(from, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(maxHeaderBytes), 0, maxHeaderBytes, 0);
      beginning = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new AdvisoryError('advisories/import-invalid', `cannot read ${from}: is it a file that you may read?`, {
      cause: error,
    });
  }
  return readHeader(beginning, from);
}

function check(
  header: TransferHeader,
  previous: AdvisoryDatabaseStatus | undefined,
  { from, force, limits }: ImportOptions,
): void {
  if (header.databaseVersion !== formatVersion) {
    const message = `${from} holds a database of format ${header.databaseVersion} and this program reads format ${formatVersion}: export it with the same release of Plimsoll`;
    throw new AdvisoryError('advisories/database-version', message);
  }
  if (header.size > limits.maxAdvisoryDatabaseBytes) {
    const message = `${from} holds a database of ${header.size} bytes, more than is read (limits.maxAdvisoryDatabaseBytes, ${limits.maxAdvisoryDatabaseBytes})`;
    throw new AdvisoryError('advisories/import-invalid', message);
  }
  if (!force && previous !== undefined && Date.parse(header.builtAt) < Date.parse(previous.builtAt)) {
    const message = `${from} is older (revision ${header.revision}, built ${header.builtAt}) than the present database (revision ${previous.revision}, built ${previous.builtAt}): give --force to take a step back`;
    throw new AdvisoryError('advisories/import-older', message);
  }
}

/** The database that stands; one that cannot be read counts as none. */
function statusOf(path: string): AdvisoryDatabaseStatus | undefined {
  try {
    const database = openAdvisoryDatabase(path);
    const status = database.status();
    database.close();
    return status;
  } catch (error) {
    if (error instanceof AdvisoryError) return undefined;
    throw error;
  }
}

interface Unpacking {
  readonly header: TransferHeader;
  readonly length: number;
  readonly unpacked: string;
}

/** Unpacks no more than the first line says. */
async function unpack({ from, signal }: ImportOptions, { header, length, unpacked }: Unpacking): Promise<void> {
  const sum = createHash('sha256');
  let size = 0;
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > header.size) throw damaged(from, 'it holds more than its first line says');
      sum.update(chunk);
      yield chunk;
    }
  };
  // Opened before anything can fail: a stream that opens its file by itself may do so while the directory is being removed.
  const file = await open(unpacked, 'wx');
  try {
    const packed = createReadStream(from, { start: length, highWaterMark: 256 * 1024 });
    await pipeline(packed, createZstdDecompress(), count, file.createWriteStream(), { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AdvisoryError || isDiskError(error)) throw error;
    throw damaged(from, 'it cannot be unpacked', error);
  }
  if (size !== header.size) throw damaged(from, 'it is cut short');
  if (sum.digest('hex') !== header.sha256) throw damaged(from, 'its content is not what its first line says');
}

function damaged(from: string, why: string, cause?: unknown): AdvisoryError {
  const message = `${from} is damaged: ${why}; copy it again. The last database stays as it is.`;
  return new AdvisoryError('advisories/import-invalid', message, { cause });
}

/** What the system says of a file; zlib's errors have codes of their own. */
function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
