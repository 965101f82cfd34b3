import type { CatalogContext } from './cataloger.ts';

/**
 * Paths of the files that a system package installed, in one text: sorted, each as one character that says how much it shares with
 * the path before, then what follows, and a newline. All are kept, not only those that some cataloger reads today, so that what
 * is cached of a layer holds when catalogers are added; so written, 300,000 paths are about 6 MB of JSON, a third of what they
 * are in full, and unlike digests they can be told to people.
 */
export type OwnedPaths = string;

/** Packs the paths of one file's packages; undefined from where they come to more than real ones do. */
export type PackPaths = (paths: Iterable<string>) => OwnedPaths | undefined;

const sharedNothing = 35;
/** Up to `~`, the last printable character of ASCII. */
const mostShared = 126 - sharedNothing;
const maxPathLength = 4096;
/** Characters of all paths of one database, in full and packed: a few million files, and within `limits.maxLayerRecordBytes`. */
const maxFullLength = 128 * 1024 * 1024;
const maxPackedLength = 24 * 1024 * 1024;

/** Makes the function that packs the lists of one database; a leading `/` or `./` of a path falls away. */
export function createPackPaths(limits: { readonly full?: number; readonly packed?: number } = {}): PackPaths {
  let full = limits.full ?? maxFullLength;
  let packed = limits.packed ?? maxPackedLength;
  return (paths) => {
    const distinct = new Set<string>();
    for (const path of paths) {
      full -= path.length;
      if (full < 0) return undefined;
      if (isPath(path)) distinct.add(relativePath(path));
    }
    const text = pack([...distinct].sort());
    packed -= text.length;
    return packed < 0 ? undefined : text;
  };
}

/** The paths of a text that {@link createPackPaths} made; may be gone through again. */
export function packedPaths(text: OwnedPaths): Iterable<string> {
  return { [Symbol.iterator]: () => unpack(text) };
}

/** Says that a database lists more files than are kept of one; what they hold is then looked up by itself, so nothing is missed. */
export function noteTooManyFiles({ problem }: Pick<CatalogContext, 'problem'>): undefined {
  const message = 'it lists more files than any real system has: what is in them is looked up by itself';
  problem('catalog/too-many-owned-files', message, { affectsCoverage: false });
}

/** Less the directories in whose place a list names what is in them, as dpkg's lists do. */
export function withoutDirectories(paths: readonly string[]): readonly string[] {
  const parents = new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  return paths.filter((path) => !parents.has(path));
}

function pack(sorted: readonly string[]): OwnedPaths {
  const entries: string[] = [];
  let before = '';
  for (const path of sorted) {
    const shared = sharedLength(before, path);
    entries.push(`${String.fromCharCode(sharedNothing + shared)}${path.slice(shared)}\n`);
    before = path;
  }
  return entries.join('');
}

function* unpack(text: OwnedPaths): Generator<string> {
  let before = '';
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    before = before.slice(0, Math.max(0, text.charCodeAt(start) - sharedNothing)) + text.slice(start + 1, end);
    yield before;
    start = end + 1;
  }
}

/** No cataloger sees a file whose name has a newline in it, and databases that keep records take no NUL. */
function isPath(path: string): boolean {
  return path.length <= maxPathLength && path !== '' && path !== '/.' && !/[\n\0]/.test(path);
}

function relativePath(path: string): string {
  if (path.startsWith('./')) return path.slice(2);
  return path.startsWith('/') ? path.slice(1) : path;
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length, mostShared);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  // Not in the middle of a pair of surrogates: half of one is no text that every database takes.
  return length > 0 && isHighSurrogate(b.charCodeAt(length - 1)) ? length - 1 : length;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
