import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ScanReport } from '#core/scan-report.ts';
import { findReportFormat, reportFormatNames } from '#engine/report/index.ts';
import type { CommandContext } from './command-context.ts';
import { describeFileError } from './describe-file-error.ts';
import { UsageError } from './exit-codes.ts';

/** How `--format` and `--output` arrive. */
export interface WriteOptions {
  /** `name` or `name@version`. */
  readonly format: string;
  readonly output?: string;
  readonly showHidden?: boolean;
  readonly plan?: boolean;
}

const chunkLength = 64 * 1024;

/** Writes a report to stdout or a file, piece by piece. A file is made only once there is something to write to it. */
export async function writeReport(
  report: ScanReport,
  { format: name, output, showHidden, plan }: WriteOptions,
  { stdout, color, signal }: Pick<CommandContext, 'stdout' | 'color' | 'signal'>,
): Promise<void> {
  const found = findReportFormat(name);
  if (found === undefined) throw new UsageError(`--format ${name} is not known: ${reportFormatNames().join(', ')} are`);
  const { format, version } = found;
  const pieces = inChunks(
    format.write(report, {
      color: output === undefined && color,
      ...(version !== undefined && { version }),
      ...(showHidden === true && { showsHidden: true }),
      ...(plan === true && { showsPlan: true }),
    }),
  );
  const first = pieces.next();
  const source = Readable.from(first.done === true ? [] : withFirst(first.value, pieces));
  if (output === undefined) return pipeline(source, stdout, { end: false, signal });
  try {
    await pipeline(source, createWriteStream(output), { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`cannot write ${output}: ${describeFileError(error)}`, { cause: error });
  }
}

/** Throws a UsageError where there is no folder for `--output`: better before the scan than after it. */
export async function checkOutput({ output }: Pick<WriteOptions, 'output'>): Promise<void> {
  if (output === undefined) return;
  const folder = dirname(output);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new UsageError(`cannot write ${output}: there is no folder ${folder}`);
}

/** A write for each of ten thousand small pieces would cost more than making them. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function* withFirst(first: string, rest: Iterable<string>): Generator<string> {
  yield first;
  yield* rest;
}
