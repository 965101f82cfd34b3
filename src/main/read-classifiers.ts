import { readFile } from 'node:fs/promises';
import { type BinaryClassifier, parseClassifiers } from '#engine/catalog/index.ts';
import { ConfigError } from './config-error.ts';

const setting = 'PLIMSOLL_BINARY_CLASSIFIERS';

/** Reads the file that the setting names; a ConfigError names all that is wrong with it. */
export async function readClassifiers(path: string | undefined): Promise<readonly BinaryClassifier[]> {
  if (path === undefined) return [];
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ConfigError([
      `${setting}: ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  });
  const parsed = parseClassifiers(text);
  if ('problems' in parsed) throw new ConfigError(parsed.problems.map((problem) => `${setting}: ${path}: ${problem}`));
  return parsed.classifiers;
}
