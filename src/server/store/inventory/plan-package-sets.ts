import type { Digest } from '#core/digest.ts';
import type { Distro } from '#core/distro.ts';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import { removedPackages } from '#engine/removed-packages.ts';
import type { ExceptionReason } from '../schema.ts';
import { digestOf, type PackageRow, packageRow } from './package-row.ts';

/** A package in a set, with the files of that layer that tell of it. */
export interface PlannedMember {
  readonly row: PackageRow;
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
  readonly row: PackageRow;
  readonly reason: ExceptionReason;
  /** Index of the layer that removed it, at the position that brought it last, where it is not in the finished image at all. */
  readonly removedAt?: number;
  readonly gonePaths: readonly string[];
}

/** How an image's packages are stored. */
export interface PackagePlan {
  readonly sets: readonly PlannedSet[];
  readonly exceptions: readonly PlannedException[];
}

/** What a layer contributed to an image, as it is stored. */
export interface PlannedLayer {
  readonly members: readonly PlannedMember[];
  readonly set: Omit<PlannedSet, 'position'>;
}

/** What is planned alike for many images: whoever plans for many may remember it. */
export interface PlannedParts {
  readonly rowOf: typeof packageRow;
  readonly layerOf: (added: readonly Package[], distro: Distro | undefined) => PlannedLayer;
}

const plannedAnew: PlannedParts = {
  rowOf: packageRow,
  layerOf: (added, distro) => planLayer(added, (one) => packageRow(one, distro)),
};

interface Entry extends PlannedMember {
  readonly position: number;
}

/**
 * Splits an inventory into one set for each layer that contributed and the exceptions that lead from their sum to the packages of
 * the finished image: each counts exactly once, in the layer that brought it. Whatever the contributions do not explain goes into
 * sets of the image's own, at positions past its layers (layer n at `layers + n`), so that the sum always holds.
 */
export function planPackageSets(inventory: Inventory, { rowOf, layerOf } = plannedAnew): PackagePlan {
  const contributed = inventory.contributions.map(({ added }) => layerOf(added, inventory.distro));
  const byKey = entriesByKey(contributed);
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
  const sets = contributed.flatMap(({ members, set }, position) =>
    members.length === 0 ? [] : [{ position, ...set }],
  );
  return { sets: [...sets, ...setsOf(own)], exceptions };
}

/** Plans what a layer contributed, whatever image it is part of. */
export function planLayer(added: readonly Package[], rowOf: (one: Package) => PackageRow): PlannedLayer {
  const members = added.map((one): PlannedMember => ({ row: rowOf(one), paths: pathsOf(one) }));
  return { members, set: packageSet(members) };
}

/** The set of these members; its key follows from what it holds alone. */
function packageSet(members: readonly PlannedMember[]): Omit<PlannedSet, 'position'> {
  const sorted = members
    .map(({ row, paths }): PlannedMember => ({ row, paths: [...paths].sort() }))
    .sort((a, b) => (a.row.key < b.row.key ? -1 : 1));
  return { members: sorted, key: digestOf(sorted.map(({ row, paths }) => [row.key, paths])) };
}

function entriesByKey(layers: readonly PlannedLayer[]): Map<string, Entry[]> {
  const byKey = new Map<string, Entry[]>();
  for (const [position, { members }] of layers.entries()) {
    for (const { row, paths } of members) {
      const entry = { position, row, paths };
      const others = byKey.get(row.key);
      if (others === undefined) byKey.set(row.key, [entry]);
      else others.push(entry);
    }
  }
  return byKey;
}

/** What layers brought that is not in the finished image: as a rule nothing. */
function exceptionsOfGone(entries: readonly Entry[], inventory: Inventory): readonly PlannedException[] {
  if (entries.length === 0) return [];
  const removals = removalsOf(inventory);
  const names = new Set(inventory.packages.map(({ type, name }) => `${type} ${name}`));
  return entries.map(({ row, position, paths }) => {
    const reason = names.has(`${row.type} ${row.name}`) ? 'replaced' : 'removed';
    const layer = removals.get(`${position} ${row.purl}`);
    const gone = { position, row, reason, gonePaths: paths } as const;
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
    return [{ position: entry.position, row, reason, gonePaths }];
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
    ({ position }): PlannedException => ({ position, row, reason: 'duplicate', gonePaths: [] }),
  );
  return { exceptions: [...exceptions, ...doubled], own };
}

function setsOf(entries: readonly Entry[]): readonly PlannedSet[] {
  const sets = [...Map.groupBy(entries, ({ position }) => position)].sort(([a], [b]) => a - b);
  return sets.map(([position, found]) => ({ position, ...packageSet(found) }));
}

function pathsOf(one: Package): readonly string[] {
  return one.locations.map(({ path }) => path);
}
