import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { openAdvisoryDatabase } from '../database/open-advisory-database.ts';
import { formatVersion } from '../database/schema.ts';
import { buildPrefix, swapIn } from '../update/swap-in.ts';
import { writeHeader } from './transfer-header.ts';

export interface ExportOptions {
  /** The advisory database. */
  readonly path: string;
  /** The file to write; one that is there is replaced once the new one is whole. */
  readonly to: string;
  readonly signal: AbortSignal;
}

export interface ExportResult {
  readonly to: string;
  readonly revision: number;
  /** ISO time. */
  readonly builtAt: string;
  /** Bytes of the file, and of the database in it. */
  readonly fileSize: number;
  readonly databaseSize: number;
}

/** A database of 94 MiB becomes 25.3 MiB in 1.2 s; the highest levels take ten times as long to save 3 percent of that. */
const compressionLevel = 6;
const chunkBytes = 1024 * 1024;

/** Writes the advisory database as one file to carry elsewhere. Throws an AdvisoryError where there is no good database. */
export async function exportAdvisoryDatabase(options: ExportOptions): Promise<ExportResult> {
  const { path, to, signal } = options;
  const { ino: before } = await stat(path).catch(() => ({ ino: undefined }));
  const database = openAdvisoryDatabase(path);
  const { revision, builtAt } = database.status();
  database.close();
  const source = await open(path, 'r');
  // Another process has put a newer database in its place meanwhile; what is open stays what it is.
  if ((await source.stat()).ino !== before) {
    await source.close();
    return exportAdvisoryDatabase(options);
  }
  const directory = await mkdtemp(buildPrefix(to));
  try {
    const { size } = await source.stat();
    const sum = createHash('sha256');
    for await (const chunk of readAll(source, { signal })) sum.update(chunk);
    const header = writeHeader({ databaseVersion: formatVersion, revision, builtAt, size, sha256: sum.digest('hex') });
    const written = join(directory, 'export');
    await writeFile(written, header);
    const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: compressionLevel } });
    const target = await open(written, 'a');
    await pipeline(readAll(source), compress, target.createWriteStream(), { signal });
    await swapIn(written, to);
    return { to, revision, builtAt, fileSize: (await stat(to)).size, databaseSize: size };
  } finally {
    await source.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function readAll(file: FileHandle, options: { readonly signal?: AbortSignal } = {}): Readable {
  return file.createReadStream({ start: 0, autoClose: false, highWaterMark: chunkBytes, ...options });
}
