import type { Digest } from '#core/digest.ts';
import type { Location, Package } from '#core/package.ts';
import type { LayerContribution } from '#core/scan-report.ts';
import type { CatalogedPackage } from './cataloger.ts';

/** What one cataloger sees in the image so far. */
export interface CatalogerView {
  readonly cataloger: string;
  readonly packages: readonly CatalogedPackage[];
}

/** The packages of an image while its layers are put on each other. */
export interface PackageHistory {
  /** Tells what all catalogers see once `layer` (a diffId) is on; returns what that layer did to the packages. */
  advance(layer: Digest, views: Iterable<CatalogerView>): LayerContribution;
  /** The packages present now, by purl; the layer of a location is the lowest since which it has been there without a break. */
  packages(): readonly Package[];
}

/** A package as the catalogers see it at some layer. */
interface Seen {
  readonly one: CatalogedPackage;
  readonly foundBy: readonly string[];
}

interface Present extends Seen {
  readonly facts: string;
  readonly now: Package;
}

/** Starts from an image without layers. */
export function createPackageHistory(): PackageHistory {
  let present = new Map<string, Present>();
  return {
    advance: (layer, views) => {
      const added: Package[] = [];
      const removed: { packageId: string; paths: readonly string[] }[] = [];
      const next = new Map<string, Present>();
      for (const [purl, seen] of seenPackages(views)) {
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
    packages: () => Array.from(present.values(), ({ now }) => now).sort(byId),
  };
}

/** Joins what several catalogers see of one package. */
function seenPackages(views: Iterable<CatalogerView>): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const { cataloger, packages } of views) {
    const foundBy = [cataloger];
    for (const one of packages) {
      const known = seen.get(one.purl);
      seen.set(one.purl, known === undefined ? { one, foundBy } : join(known, one, cataloger));
    }
  }
  return seen;
}

/** The facts of the first, but those of an installed package before those that a lock file or an SBOM gives. */
function join(known: Seen, one: CatalogedPackage, cataloger: string): Seen {
  const facts = known.one.origin !== undefined && one.origin === undefined ? one : known.one;
  return {
    one: { ...facts, paths: [...known.one.paths, ...one.paths] },
    foundBy: known.foundBy.includes(cataloger) ? known.foundBy : [...known.foundBy, cataloger],
  };
}

/** What a layer does to one package: how it stands then, and the places that are new and gone. */
interface Step {
  readonly after: Present;
  readonly appeared: readonly Location[];
  readonly gone: readonly string[];
}

function appear(seen: Seen, layer: Digest): Step {
  const { paths, ...facts } = seen.one;
  const locations = distinct(paths).map((path) => ({ path, layer }));
  const now = { id: facts.purl, ...facts, locations, foundBy: seen.foundBy };
  return { after: { ...seen, facts: factsOf(seen), now }, appeared: locations, gone: [] };
}

/** Places known from before keep their layer, and the package its licences: see {@link factsOf}. */
function change(before: Present, seen: Seen, layer: Digest): Step {
  // Catalogers give the same object where nothing has changed, which is by far the most of all cases.
  if (before.one === seen.one) return { after: before, appeared: [], gone: [] };
  const facts = factsOf(seen);
  if (facts !== before.facts) return { ...appear(seen, layer), gone: pathsOf(before.now.locations) };
  const known = new Map(before.now.locations.map((location) => [location.path, location]));
  const locations = distinct(seen.one.paths).map((path) => known.get(path) ?? { path, layer });
  const appeared = locations.filter(({ path }) => !known.has(path));
  const still = new Set(pathsOf(locations));
  const gone = pathsOf(before.now.locations).filter((path) => !still.has(path));
  return { after: { ...seen, facts, now: { ...before.now, locations } }, appeared, gone };
}

/**
 * What makes a package of the same purl nevertheless another, such as the source it is built from. Licences do not count:
 * they are read from files that later layers often delete to save room, and the package stays what it was.
 */
function factsOf({ one, foundBy }: Seen): string {
  const { type, ecosystem, name, version, source, architecture, origin, details } = one;
  return JSON.stringify([
    type,
    ecosystem,
    name,
    version,
    source?.name,
    source?.version,
    architecture,
    origin,
    foundBy,
    details,
  ]);
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
