import { defaultLimits } from '#core/limits.ts';
import { readVexFile, VexError, type VexFile } from '#engine/vex/index.ts';
import { describeFileError } from './describe-file-error.ts';
import { UsageError } from './exit-codes.ts';

/** Reads the documents that `--vex` names; a UsageError says which cannot be used, and why. */
export async function readVex(paths: readonly string[] = []): Promise<readonly VexFile[]> {
  return Promise.all(paths.map(readOne));
}

async function readOne(path: string): Promise<VexFile> {
  try {
    return await readVexFile(path, defaultLimits);
  } catch (error) {
    if (!(error instanceof VexError)) throw error;
    const reason = error.cause === undefined ? undefined : describeFileError(error.cause);
    throw new UsageError(reason === undefined ? `--vex ${error.message}` : `--vex ${path} cannot be read: ${reason}`);
  }
}
