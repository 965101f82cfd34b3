import { createPackPaths, type OwnedPaths, withoutDirectories } from '../../owned-paths.ts';
import { textLines } from '../../text-lines.ts';

/** A file that dpkg moved out of another package's way (dpkg-divert(1)): `package` is whose file stays, or none's. */
export type Diversion = { readonly from: string; readonly to: string; readonly package?: string };

/** The files that `info/PACKAGE.list` names, a path on each line, less the directories; undefined where they are too many. */
export function parseFileList(text: string): OwnedPaths | undefined {
  return createPackPaths()(withoutDirectories([...textLines(text)]));
}

/** The files that a `PACKAGE.md5sums` names (deb-md5sums(5)), a digest, blanks and a path on each line. */
export function parseMd5sums(text: string): OwnedPaths | undefined {
  return createPackPaths()(pathsOfSums(text));
}

function* pathsOfSums(text: string): Generator<string> {
  for (const line of textLines(text)) if (digestColumn.test(line)) yield line.slice(32).replace(/^ [ *]/, '');
}

const digestColumn = /^[0-9a-f]{32} [ *]/;
const maxDiversions = 100_000;

/** Reads `var/lib/dpkg/diversions`: three lines each, the contested path, where it went, and the package or `:` for all. */
export function parseDiversions(text: string): readonly Diversion[] {
  const lines = [...textLines(text)].slice(0, 3 * maxDiversions);
  const diversions: Diversion[] = [];
  for (let at = 0; at + 2 < lines.length; at += 3) {
    const [from = '', to = '', owner = ''] = lines.slice(at, at + 3);
    if (!from.startsWith('/') || !to.startsWith('/')) continue;
    diversions.push({ from: from.slice(1), to: to.slice(1), ...(owner !== ':' && { package: owner }) });
  }
  return diversions;
}

/** The files of a package where they are: those that were moved out of the way at the place they went to. */
export function* divertedFiles(
  files: Iterable<string>,
  diversions: ReadonlyMap<string, Diversion>,
  name: string,
): Generator<string> {
  for (const file of files) {
    const diversion = diversions.get(file);
    yield diversion === undefined || diversion.package === name ? file : diversion.to;
  }
}
