import { readFile } from 'node:fs/promises';
import { type BinaryClassifier, parseClassifiers } from '#engine/catalog/index.ts';
import { describeFileError } from './describe-file-error.ts';
import { UsageError } from './exit-codes.ts';

/** Reads the file of `--binary-classifiers`; a UsageError names all that is wrong with it. */
export async function readClassifiers(path: string | undefined): Promise<readonly BinaryClassifier[]> {
  if (path === undefined) return [];
  const parsed = parseClassifiers(await readText(path));
  if ('classifiers' in parsed) return parsed.classifiers;
  const list = parsed.problems.map((problem) => `\n  - ${problem}`).join('');
  throw new UsageError(`--binary-classifiers ${path} cannot be used:${list}`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`--binary-classifiers ${path} cannot be read: ${describeFileError(error)}`);
  }
}
