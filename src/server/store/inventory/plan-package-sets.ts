import type { Digest } from '#core/digest.ts';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import { removedPackages } from '#engine/removed-packages.ts';
import type { ExceptionReason } from '../schema.ts';
import { digestOf, type PackageRow, packageRow } from './package-row.ts';

/** A package in a set, with the files of that layer that tell of it. */
export interface PlannedMember {
  readonly packageKey: string;
  readonly paths: readonly string[];
}

/** What one layer contributed; sets of equal content have equal keys, whatever image they are found in. */
export interface PlannedSet {
  readonly key: string;
  readonly position: number;
  readonly members: readonly PlannedMember[];
}

/** A member of a set that does not count in this image, or (`moved`) that no longer stands at some of its places. */
export interface PlannedException {
  readonly position: number;
  readonly packageKey: string;
  readonly reason: ExceptionReason;
  /** Index of the layer that removed it, at the position that brought it last, where it is not in the finished image at all. */
  readonly removedAt?: number;
  readonly gonePaths: readonly string[];
}

/** How an image's packages are stored. */
export interface PackagePlan {
  readonly packages: readonly PackageRow[];
  readonly sets: readonly PlannedSet[];
  readonly exceptions: readonly PlannedException[];
}

interface Entry {
  readonly position: number;
  readonly row: PackageRow;
  readonly paths: readonly string[];
}

/**
 * Splits an inventory into one set for each layer that contributed and the exceptions that lead from their sum to the packages of
 * the finished image: each counts exactly once, in the layer that brought it. Whatever the contributions do not explain goes into
 * sets of the image's own, at positions past its layers (layer n at `layers + n`), so that the sum always holds.
 */
export function planPackageSets(inventory: Inventory, rowOf = packageRow): PackagePlan {
  const contributed = inventory.contributions.flatMap(({ added }, position) =>
    added.map((one): Entry => ({ position, row: rowOf(one, inventory.distro), paths: pathsOf(one) })),
  );
  const byKey = Map.groupBy(contributed, ({ row }) => row.key);
  const layers = inventory.contributions.map(({ layer }) => layer);
  const exceptions: PlannedException[] = [];
  const own: Entry[] = [];
  for (const one of inventory.packages) {
    const row = rowOf(one, inventory.distro);
    const settled = settle(one, row, byKey.get(row.key) ?? [], layers);
    byKey.delete(row.key);
    for (const exception of settled.exceptions) exceptions.push(exception);
    for (const entry of settled.own) own.push(entry);
  }
  for (const exception of exceptionsOfGone([...byKey.values()].flat(), inventory)) exceptions.push(exception);
  const entries = [...contributed, ...own];
  return {
    packages: [...new Map(entries.map(({ row }) => [row.key, row])).values()],
    sets: setsOf(entries),
    exceptions,
  };
}

/** What layers brought that is not in the finished image: as a rule nothing. */
function exceptionsOfGone(entries: readonly Entry[], inventory: Inventory): readonly PlannedException[] {
  if (entries.length === 0) return [];
  const removals = removalsOf(inventory);
  const names = new Set(inventory.packages.map(({ type, name }) => `${type} ${name}`));
  return entries.map(({ row, position, paths }) => {
    const reason = names.has(`${row.type} ${row.name}`) ? 'replaced' : 'removed';
    const layer = removals.get(`${position} ${row.purl}`);
    const gone = { position, packageKey: row.key, reason, gonePaths: paths } as const;
    return layer === undefined ? gone : { ...gone, removedAt: layer };
  });
}

/** The index of the layer that removed a package, by the index of the one that brought it and its purl. */
function removalsOf(inventory: Inventory): ReadonlyMap<string, number> {
  const indexOf = new Map(inventory.contributions.map(({ layer }, index) => [layer, index]));
  return new Map(
    removedPackages(inventory).map(({ packageId, broughtBy, removedBy }) => [
      `${indexOf.get(broughtBy.layer)} ${packageId}`,
      indexOf.get(removedBy.layer) ?? 0,
    ]),
  );
}

interface Settled {
  readonly exceptions: readonly PlannedException[];
  readonly own: readonly Entry[];
}

const nothingMore: Settled = { exceptions: [], own: [] };

/** Nearly all packages are brought by one layer, at one place, and still stand there. */
function isAsBrought(one: Package, entries: readonly Entry[], layers: readonly Digest[]): boolean {
  const [entry, ...others] = entries;
  const [place, ...elsewhere] = one.locations;
  if (entry === undefined || place === undefined || others.length + elsewhere.length > 0) return false;
  return entry.paths.length === 1 && entry.paths[0] === place.path && layers[entry.position] === place.layer;
}

/** What one package of the finished image needs besides the sets that name it. */
function settle(one: Package, row: PackageRow, entries: readonly Entry[], layers: readonly Digest[]): Settled {
  if (isAsBrought(one, entries, layers)) return nothingMore;
  const places = Map.groupBy(one.locations, ({ layer }) => layer);
  const standing = (layer: Digest | undefined) => (layer === undefined ? [] : (places.get(layer) ?? []));
  const lowest = one.locations.reduce((least, { layer }) => Math.min(least, layers.indexOf(layer)), layers.length);
  const owner = entries.find(({ position }) => position === lowest) ?? entries[0];
  const exceptions = entries.flatMap((entry): PlannedException[] => {
    const paths = new Set(standing(layers[entry.position]).map(({ path }) => path));
    const gonePaths = entry.paths.filter((path) => !paths.has(path));
    if (entry === owner && gonePaths.length === 0) return [];
    const reason = entry === owner ? 'moved' : 'duplicate';
    return [{ position: entry.position, packageKey: row.key, reason, gonePaths }];
  });
  const told = new Set(entries.flatMap(({ position, paths }) => paths.map((path) => `${layers[position]} ${path}`)));
  const untold = one.locations.filter(({ layer, path }) => !told.has(`${layer} ${path}`));
  const own = [...Map.groupBy(untold, ({ layer }) => Math.max(layers.indexOf(layer), 0))].map(
    ([position, locations]): Entry => ({
      position: layers.length + position,
      row,
      paths: locations.map(({ path }) => path),
    }),
  );
  if (owner === undefined && own.length === 0) own.push({ position: layers.length, row, paths: [] });
  const spare = owner === undefined ? own.slice(1) : own;
  const doubled = spare.map(
    ({ position }): PlannedException => ({ position, packageKey: row.key, reason: 'duplicate', gonePaths: [] }),
  );
  return { exceptions: [...exceptions, ...doubled], own };
}

function setsOf(entries: readonly Entry[]): readonly PlannedSet[] {
  const sets = [...Map.groupBy(entries, ({ position }) => position)].sort(([a], [b]) => a - b);
  return sets.map(([position, found]) => {
    const members = found
      .map(({ row, paths }): PlannedMember => ({ packageKey: row.key, paths: [...paths].sort() }))
      .sort((a, b) => (a.packageKey < b.packageKey ? -1 : 1));
    return { position, members, key: digestOf(members.map(({ packageKey, paths }) => [packageKey, paths])) };
  });
}

function pathsOf(one: Package): readonly string[] {
  return one.locations.map(({ path }) => path);
}
