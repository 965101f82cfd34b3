import type { CatalogedPackage } from './cataloger.ts';

/** Finds the system packages that installed the files at `paths`. */
export type FileOwners = (
  systems: readonly (readonly CatalogedPackage[])[],
  paths: readonly string[],
) => ReadonlyMap<string, CatalogedPackage>;

/**
 * Goes through the lists of files once for all paths asked for, and again only where a layer changed the system packages or
 * brought other paths: an image lists 300,000 files and more, of which an index would hold in memory what is never asked for.
 * Of several packages that list a file the first is its owner.
 */
export function createFileOwners(): FileOwners {
  let known: Parameters<FileOwners>[0] = [];
  let asked: ReadonlySet<string> = new Set();
  let owners = new Map<string, CatalogedPackage>();
  return (systems, paths) => {
    const isSame = systems.length === known.length && systems.every((packages, at) => packages === known[at]);
    if (isSame && paths.every((path) => asked.has(path))) return owners;
    known = systems;
    asked = new Set(paths);
    owners = findOwners(systems, asked);
    return owners;
  };
}

function findOwners(
  systems: readonly (readonly CatalogedPackage[])[],
  asked: ReadonlySet<string>,
): Map<string, CatalogedPackage> {
  const wanted = Map.groupBy(asked, (path) => canonicalPath(filePath(path)));
  const owners = new Map<string, CatalogedPackage>();
  for (const one of systems.flat()) {
    for (const file of one.files ?? []) {
      for (const path of wanted.get(canonicalPath(file)) ?? []) if (!owners.has(path)) owners.set(path, one);
    }
  }
  return owners;
}

/**
 * The one name of a file whether or not `/lib` and its like are links into `/usr`: package managers list what the package says,
 * which may be older or newer than the image's layout.
 */
function canonicalPath(path: string): string {
  return /^(?:bin|sbin|lib|lib32|lib64|libx32)\//.test(path) ? `usr/${path}` : path;
}

/** The file of the image at a path that goes on inside an archive: `usr/share/java/app.jar:lib/inner.jar`. */
function filePath(path: string): string {
  const archive = /^[^:]*\.[A-Za-z]{2,4}(?=:)/.exec(path);
  return archive?.[0] ?? path;
}
