import type { CatalogedPackage } from './cataloger.ts';

/** Makes one package of those with the same purl: the facts of the first, the paths of all, each once and in order. */
export function mergeByPurl(packages: Iterable<CatalogedPackage>): readonly CatalogedPackage[] {
  const merged = new Map<string, CatalogedPackage>();
  const places = new Map<string, Set<string>>();
  for (const one of packages) {
    const first = merged.get(one.purl);
    if (first === undefined) {
      merged.set(one.purl, one);
      continue;
    }
    const paths = places.get(one.purl) ?? new Set(first.paths);
    for (const path of one.paths) paths.add(path);
    places.set(one.purl, paths);
  }
  // A package that comes once stays the object that it is: who compares one layer with the next need look no further.
  for (const [purl, paths] of places) {
    const first = merged.get(purl);
    if (first !== undefined) merged.set(purl, { ...first, paths: [...paths].sort() });
  }
  return [...merged.values()];
}
