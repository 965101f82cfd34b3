import type { CatalogedPackage } from './cataloger.ts';

/** Makes one package of those with the same purl: the facts of the first, the paths of all, each once and in order. */
export function mergeByPurl(packages: Iterable<CatalogedPackage>): readonly CatalogedPackage[] {
  const merged = new Map<string, { first: CatalogedPackage; paths: Set<string> }>();
  for (const one of packages) {
    const known = merged.get(one.purl);
    if (known === undefined) merged.set(one.purl, { first: one, paths: new Set(one.paths) });
    else for (const path of one.paths) known.paths.add(path);
  }
  return [...merged.values()].map(({ first, paths }) => ({ ...first, paths: [...paths].sort() }));
}
