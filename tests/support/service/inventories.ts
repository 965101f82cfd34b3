import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Digest } from '#core/digest.ts';
import type { Location, Package } from '#core/package.ts';
import type { Inventory, LayerContribution } from '#core/scan-report.ts';

type Placed = readonly [one: Package, path: string];

/** What a layer does to a package at a path. */
export type LayerStep = { readonly add: Placed } | { readonly remove: Placed };

/** A digest made up from a text. */
export function digestOf(text: string): Digest {
  return `sha256:${createHash('sha256').update(text).digest('hex')}` as Digest;
}

/** An npm package that stands nowhere yet. */
export function packageOf(name: string, version: string): Package {
  const purl = `pkg:npm/${name}@${version}`;
  return {
    id: purl,
    purl,
    type: 'npm',
    ecosystem: 'npm',
    name,
    version,
    licenses: [],
    locations: [],
    foundBy: ['npm'],
  };
}

/** An inventory whose contributions are what the steps of each layer come to, as the contract of LayerContribution says. */
export function inventoryOf(layers: readonly (readonly LayerStep[])[]): Inventory {
  const present = new Map<string, Package>();
  const contributions = layers.map((steps, index): LayerContribution => {
    const layer = digestOf(`layer ${index} of ${JSON.stringify(layers.slice(0, index + 1))}`);
    const added = new Map<string, Package>();
    const removed = new Map<string, string[]>();
    for (const step of steps) {
      if ('add' in step) place(step.add, layer, present, added);
      else unplace(step.remove, present, added, removed);
    }
    return {
      layer,
      added: [...added.values()],
      removed: [...removed].map(([packageId, paths]) => ({ packageId, paths })),
    };
  });
  return inventoryWith(contributions, [...present.values()]);
}

function place([one, path]: Placed, layer: Digest, present: Map<string, Package>, added: Map<string, Package>): void {
  const before = present.get(one.id);
  if (before?.locations.some((location) => location.path === path) === true) return;
  const location: Location = { path, layer };
  present.set(one.id, { ...one, locations: [...(before?.locations ?? []), location] });
  added.set(one.id, { ...one, locations: [...(added.get(one.id)?.locations ?? []), location] });
}

function unplace(
  [one, path]: Placed,
  present: Map<string, Package>,
  added: Map<string, Package>,
  removed: Map<string, string[]>,
): void {
  const before = present.get(one.id);
  if (before === undefined || !before.locations.some((location) => location.path === path)) return;
  if (added.get(one.id)?.locations.some((location) => location.path === path) === true) return;
  const locations = before.locations.filter((location) => location.path !== path);
  if (locations.length === 0) present.delete(one.id);
  else present.set(one.id, { ...before, locations });
  removed.set(one.id, [...(removed.get(one.id) ?? []), path]);
}

/** An inventory of these contributions and packages, whether or not they fit each other. */
export function inventoryWith(
  contributions: readonly LayerContribution[],
  packages: readonly Package[],
  name = JSON.stringify(contributions),
): Inventory {
  const platform = { os: 'linux', architecture: 'amd64' };
  const diffIds = contributions.map(({ layer }) => layer);
  return {
    image: {
      id: digestOf(`image ${name}`),
      reference: 'registry.example/a:1',
      manifestDigest: digestOf(`manifest ${name}`),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      platform,
      config: { platform, diffIds, history: [], labels: {}, env: [], exposedPorts: [] },
      size: 1,
    },
    secrets: [],
    layers: contributions.map(({ layer }, index) => ({
      index,
      digest: layer,
      diffId: layer,
      size: 1,
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    })),
    packages,
    contributions,
    problems: [],
  };
}

const somePackage = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2'))
  .map(([name, version]) => packageOf(name, version));
const somePath = fc.constantFrom('/x', '/y', '/z');
const someStep: fc.Arbitrary<LayerStep> = fc
  .tuple(fc.boolean(), somePackage, somePath)
  .map(([adds, one, path]) => (adds ? { add: [one, path] } : { remove: [one, path] }));

/** Inventories as catalogs make them, and some whose packages are not what their contributions come to. */
export const inventories: fc.Arbitrary<Inventory> = fc
  .record({
    layers: fc.array(fc.array(someStep, { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
    strangers: fc.array(fc.tuple(somePackage, somePath, fc.nat(4)), { maxLength: 2 }),
  })
  .map(({ layers, strangers }) => {
    const inventory = inventoryOf(layers);
    const packages = new Map(inventory.packages.map((one) => [one.id, one]));
    for (const [one, path, index] of strangers) {
      const layer = inventory.layers[index % inventory.layers.length]?.diffId ?? digestOf('none');
      packages.set(one.id, { ...one, locations: [{ path, layer }] });
    }
    return { ...inventory, packages: [...packages.values()] };
  });
