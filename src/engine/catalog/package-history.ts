import type { Digest } from '#core/digest.ts';
import type { Location, Package } from '#core/package.ts';
import type { LayerContribution } from '#core/scan-report.ts';
import type { SeenPackage } from './join-views.ts';
import type { PresentSince } from './own-packages.ts';

/** The packages of an image while its layers are put on each other. */
export interface PackageHistory {
  /** Tells what there is by purl once `layer` (a diffId) is on; returns what that layer did to the packages. */
  advance(layer: Digest, seen: ReadonlyMap<string, SeenPackage>): LayerContribution;
  readonly since: PresentSince;
  /** The packages present now, by purl; the layer of a location is the lowest since which it has been there without a break. */
  packages(): readonly Package[];
}

interface Present extends SeenPackage {
  readonly facts: string;
  readonly now: Package;
  /** The layers of its places, made when first asked for. */
  layerOf?: ReadonlyMap<string, Digest>;
}

/** Starts from an image without layers. */
export function createPackageHistory(): PackageHistory {
  let present = new Map<string, Present>();
  const indexes = new Map<Digest, number>();
  let layers = 0;
  return {
    advance: (layer, seenPackages) => {
      if (!indexes.has(layer)) indexes.set(layer, layers);
      layers += 1;
      const added: Package[] = [];
      const removed: { packageId: string; paths: readonly string[] }[] = [];
      const next = new Map<string, Present>();
      for (const [purl, seen] of seenPackages) {
        const before = present.get(purl);
        const step = before === undefined ? appear(seen, layer) : change(before, seen, layer);
        next.set(purl, step.after);
        if (step.appeared.length > 0) added.push({ ...step.after.now, locations: step.appeared });
        if (step.gone.length > 0) removed.push({ packageId: purl, paths: step.gone });
      }
      for (const [purl, before] of present) {
        if (!next.has(purl)) removed.push({ packageId: purl, paths: pathsOf(before.now.locations) });
      }
      present = next;
      return { layer, added: added.sort(byId), removed: removed.sort((a, b) => (a.packageId < b.packageId ? -1 : 1)) };
    },
    since: (purl, path) => {
      const one = present.get(purl);
      if (one === undefined) return undefined;
      one.layerOf ??= new Map(one.now.locations.map((location) => [location.path, location.layer]));
      const layer = one.layerOf.get(path);
      return layer === undefined ? undefined : indexes.get(layer);
    },
    packages: () => Array.from(present.values(), ({ now }) => now).sort(byId),
  };
}

/** What a layer does to one package: how it stands then, and the places that are new and gone. */
interface Step {
  readonly after: Present;
  readonly appeared: readonly Location[];
  readonly gone: readonly string[];
}

function appear(seen: SeenPackage, layer: Digest): Step {
  const { paths, files: _files, ...facts } = seen.one;
  const locations = distinct(paths).map((path) => ({ path, layer }));
  const now = withOwner({ id: facts.purl, ...facts, locations, foundBy: seen.foundBy }, seen.owner);
  return { after: { ...seen, facts: factsOf(seen), now }, appeared: locations, gone: [] };
}

/** Places known from before keep their layer, and the package its licences: see {@link factsOf}. */
function change(before: Present, seen: SeenPackage, layer: Digest): Step {
  // Catalogers give the same object where nothing has changed, which is by far the most of all cases.
  if (before.one === seen.one && before.owner === seen.owner) return { after: before, appeared: [], gone: [] };
  const facts = factsOf(seen);
  if (facts !== before.facts) return { ...appear(seen, layer), gone: pathsOf(before.now.locations) };
  const known = new Map(before.now.locations.map((location) => [location.path, location]));
  const locations = distinct(seen.one.paths).map((path) => known.get(path) ?? { path, layer });
  const now = withOwner({ ...before.now, locations, foundBy: seen.foundBy }, seen.owner);
  const after = { ...seen, facts, now };
  // Its places stay whose they were, but from here on something else is to be said of it.
  if (before.owner !== seen.owner) return { after, appeared: locations, gone: pathsOf(before.now.locations) };
  const appeared = locations.filter(({ path }) => !known.has(path));
  const still = new Set(pathsOf(locations));
  return { after, appeared, gone: pathsOf(before.now.locations).filter((path) => !still.has(path)) };
}

function withOwner({ owner: _before, ...one }: Package, owner: string | undefined): Package {
  return { ...one, ...(owner !== undefined && { owner }) };
}

/**
 * What makes a package of the same purl nevertheless another, such as the source it is built from. Licences do not count:
 * they are read from files that later layers often delete to save room, and the package stays what it was. Nor does who found it:
 * a bill of materials that comes with the last layer did not bring the packages it lists.
 */
function factsOf({ one }: SeenPackage): string {
  const { type, ecosystem, name, version, source, architecture, origin, details } = one;
  const from = [source?.name, source?.version];
  return JSON.stringify([type, ecosystem, name, version, ...from, architecture, origin, details]);
}

function distinct(paths: readonly string[]): readonly string[] {
  return paths.length === 1 ? paths : [...new Set(paths)].sort();
}

function pathsOf(locations: readonly Location[]): readonly string[] {
  return locations.map(({ path }) => path);
}

function byId(a: Package, b: Package): number {
  return a.id < b.id ? -1 : 1;
}
