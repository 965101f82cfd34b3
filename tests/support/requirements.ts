import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Directory with real images and feeds that may lie beside the repository. */
export const sharedDirectory = resolve(repositoryRoot, '../shared');

const isCi = process.env.CI === 'true';

/** Path of a program, searched in PATH and in where Debian keeps servers; undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

/**
 * Tells whether any of the named programs is missing, for `describe.skipIf`. The suite's own programs must be there in CI,
 * where a missing one is an error; pass `optional` for tool chains that only some machines carry.
 */
export function missing(programs: readonly string[] | string, options: { readonly optional?: boolean } = {}): boolean {
  const absent = [programs].flat().filter((name) => findProgram(name) === undefined);
  if (absent.length > 0 && isCi && options.optional !== true) {
    throw new Error(`the full suite needs ${absent.join(', ')}: install the packages that .ci/run names`);
  }
  return absent.length > 0;
}

/** Tells whether a file or directory of the shared data is missing; never an error, since a lone clone has none of it. */
export function missingShared(...paths: readonly string[]): boolean {
  return paths.some((path) => !existsSync(join(sharedDirectory, path)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
