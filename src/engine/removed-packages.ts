import type { Digest } from '#core/digest.ts';
import type { Layer } from '#core/image.ts';
import type { Package } from '#core/package.ts';
import type { Inventory, RemovedPackage } from '#core/scan-report.ts';

interface Held {
  readonly one: Package;
  readonly broughtBy: Digest;
  readonly paths: Set<string>;
}

/**
 * The packages that lower layers brought and that are not in the finished image, by the layer that removed them. One that was
 * removed several times is told once, as it went last.
 */
export function removedPackages({
  contributions,
  packages,
  layers,
}: Pick<Inventory, 'contributions' | 'packages' | 'layers'>): readonly RemovedPackage[] {
  const held = new Map<string, Held>();
  const gone = new Map<string, Held & { readonly removedBy: Digest }>();
  for (const { layer, added, removed } of contributions) {
    const leaving = removed.flatMap(({ packageId, paths }) => {
      const one = held.get(packageId);
      for (const path of paths) one?.paths.delete(path);
      return one !== undefined && one.paths.size === 0 ? [one] : [];
    });
    for (const one of added) hold(held, one, layer);
    for (const left of leaving) {
      if (left.paths.size > 0) continue;
      held.delete(left.one.id);
      gone.set(left.one.id, { ...left, removedBy: layer });
    }
  }
  const present = new Set(packages.map(({ id }) => id));
  const names = new Set(packages.map(nameOf));
  const order = new Map(contributions.map(({ layer }, index) => [layer, index]));
  const orderOf = (layer: Digest) => order.get(layer) ?? 0;
  const layerOf = (diffId: Digest) => presentLayer(diffId, layers);
  return [...gone.values()]
    .sort((a, b) => compare(orderOf(a.removedBy), orderOf(b.removedBy)) || compare(a.one.id, b.one.id))
    .filter(({ one }) => !present.has(one.id))
    .map(({ one, broughtBy, removedBy }) => ({
      packageId: one.id,
      type: one.type,
      name: one.name,
      version: one.version,
      reason: names.has(nameOf(one)) ? 'replaced' : 'removed',
      broughtBy: layerOf(broughtBy),
      removedBy: layerOf(removedBy),
    }));
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hold(held: Map<string, Held>, one: Package, layer: Digest): void {
  const before = held.get(one.id) ?? { one, broughtBy: layer, paths: new Set<string>() };
  for (const { path } of one.locations) before.paths.add(path);
  held.set(one.id, before);
}

function nameOf({ type, name }: Package): string {
  return `${type} ${name}`;
}

function presentLayer(diffId: Digest, layers: readonly Layer[]): RemovedPackage['removedBy'] {
  const createdBy = layers.find((layer) => layer.diffId === diffId)?.createdBy;
  return { layer: diffId, ...(createdBy !== undefined && { createdBy }) };
}
