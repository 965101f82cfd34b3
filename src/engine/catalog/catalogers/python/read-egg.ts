import { directoryEntries, findDirectory, readWholeEntry, ZipError, zipInMemory } from '#engine/zip/index.ts';
import { decodeText } from '../../text-lines.ts';
import type { ReportProblem } from './parse-metadata.ts';

const metadataName = 'EGG-INFO/PKG-INFO';
const maxMetadataBytes = 8 * 1024 * 1024;
const maxEntries = 100_000;

/** The metadata of a packed egg, a zip (setuptools' "Internal Structure of Python Eggs"); undefined, and a problem, where it has none. */
export function readEgg(bytes: Uint8Array, problem: ReportProblem): string | undefined {
  const unreadable = (why: string) => {
    problem('catalog/archive-unreadable', `the egg ${why}: the package is left out`);
    return undefined;
  };
  const zip = zipInMemory(bytes);
  try {
    let count = 0;
    for (const entry of directoryEntries(zip, findDirectory(zip))) {
      count += 1;
      if (count > maxEntries) return unreadable(`has more than ${maxEntries} entries`);
      if (entry.name === metadataName) return decodeText(readWholeEntry(zip, entry, maxMetadataBytes));
    }
    return unreadable(`has no ${metadataName}`);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return unreadable(`is damaged (${error.message})`);
  }
}
