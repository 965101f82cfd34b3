import { standsAlone } from '#core/package.ts';
import { findEcosystem } from '#engine/ecosystems/index.ts';
import type { CatalogedPackage } from './cataloger.ts';

/** What is installed of one ecosystem: the names, and the places. */
interface Installed {
  readonly names: ReadonlySet<string>;
  readonly paths: readonly string[];
}

type View = { readonly packages: readonly CatalogedPackage[] };

/**
 * Takes out what a lock file names where something installed says what is there. A lock file is passed over where
 * 1. an installed package of its ecosystem lies in its directory or below, or
 * 2. at least half of the packages that it names, by name and whatever the version, are installed anywhere in the image.
 * The first is how npm and its like install, the second how pip and its like do, and what a program of Go or Rust says of itself;
 * that a few names are found in both, as `pip` itself, says nothing. Views in which nothing changes stay the objects that they are.
 */
export function withoutAnsweredLockFiles<V extends View>(views: readonly V[]): readonly V[] {
  const all = views.flatMap(({ packages }) => packages);
  const locked = all.filter(({ origin }) => origin === 'lock-file');
  if (locked.length === 0) return views;
  const answered = answeredLockFiles(locked, installedByEcosystem(all, locked));
  if (answered.size === 0) return views;
  return views.map((view) => {
    if (!view.packages.some(({ origin }) => origin === 'lock-file')) return view;
    return { ...view, packages: view.packages.flatMap((one) => withoutPlaces(one, answered)) };
  });
}

function withoutPlaces(one: CatalogedPackage, answered: ReadonlySet<string>): readonly CatalogedPackage[] {
  if (one.origin !== 'lock-file' || !one.paths.some((path) => answered.has(path))) return [one];
  const paths = one.paths.filter((path) => !answered.has(path));
  return paths.length === 0 ? [] : [{ ...one, paths }];
}

/** Paths of the lock files that are passed over. */
function answeredLockFiles(
  locked: readonly CatalogedPackage[],
  installed: ReadonlyMap<string, Installed>,
): ReadonlySet<string> {
  const namedBy = new Map<string, CatalogedPackage[]>();
  for (const one of locked) {
    for (const path of one.paths) {
      const named = namedBy.get(path);
      if (named === undefined) namedBy.set(path, [one]);
      else named.push(one);
    }
  }
  const answered = new Set<string>();
  for (const [path, named] of namedBy) {
    const there = installed.get(named[0]?.ecosystem ?? '');
    if (there !== undefined && (liesBelow(path, there) || isHalfInstalled(named, there))) answered.add(path);
  }
  return answered;
}

function liesBelow(lockFile: string, { paths }: Installed): boolean {
  const directory = lockFile.slice(0, lockFile.lastIndexOf('/') + 1);
  return paths.some((path) => path.startsWith(directory));
}

function isHalfInstalled(named: readonly CatalogedPackage[], { names }: Installed): boolean {
  const distinct = new Set(named.map(comparableName));
  const found = [...distinct].filter((name) => names.has(name)).length;
  return found * 2 >= distinct.size;
}

function installedByEcosystem(
  all: readonly CatalogedPackage[],
  locked: readonly CatalogedPackage[],
): ReadonlyMap<string, Installed> {
  const wanted = new Set(locked.map(({ ecosystem }) => ecosystem));
  const installed = all.filter((one) => one.origin === undefined && wanted.has(one.ecosystem) && !standsAlone(one));
  const groups = Map.groupBy(installed, ({ ecosystem }) => ecosystem);
  return new Map(
    [...groups].map(([ecosystem, members]) => [
      ecosystem,
      { names: new Set(members.map(comparableName)), paths: members.flatMap(({ paths }) => paths) },
    ]),
  );
}

function comparableName({ ecosystem, name }: CatalogedPackage): string {
  return findEcosystem(ecosystem)?.normaliseName?.(name) ?? name;
}
