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

/** Starts from an image without layers. */
export function createPackageHistory(): PackageHistory {
  let present = new Map<string, Package>();
  return {
    advance: (layer, views) => {
      const added: Package[] = [];
      const removed: { packageId: string; paths: readonly string[] }[] = [];
      const next = new Map<string, Package>();
      for (const seen of seenPackages(views)) {
        const before = present.get(seen.purl);
        const kept = before === undefined || isOther(before, seen) ? undefined : before;
        const { now, appeared } = place(seen, kept, layer);
        next.set(seen.purl, now);
        if (appeared.length > 0) added.push({ ...now, locations: appeared });
        const gone = pathsGone(before, kept === undefined ? [] : seen.paths);
        if (gone.length > 0) removed.push({ packageId: seen.purl, paths: gone });
      }
      for (const [purl, before] of present) {
        if (!next.has(purl)) removed.push({ packageId: purl, paths: pathsGone(before, []) });
      }
      present = next;
      return { layer, added: added.sort(byId), removed: removed.sort((a, b) => (a.packageId < b.packageId ? -1 : 1)) };
    },
    packages: () => [...present.values()].sort(byId),
  };
}

type SeenPackage = CatalogedPackage & { readonly foundBy: readonly string[] };

/** Joins what several catalogers see of one package. */
function seenPackages(views: Iterable<CatalogerView>): Iterable<SeenPackage> {
  const seen = new Map<string, SeenPackage>();
  for (const { cataloger, packages } of views) {
    for (const one of packages) {
      const known = seen.get(one.purl);
      seen.set(one.purl, {
        ...(known ?? one),
        paths: [...new Set([...(known?.paths ?? []), ...one.paths])].sort(),
        foundBy: [...new Set([...(known?.foundBy ?? []), cataloger])],
      });
    }
  }
  return seen.values();
}

/** The package as it stands now: places known from before keep their layer, and the facts and licences of then. */
function place(seen: SeenPackage, before: Package | undefined, layer: Digest): { now: Package; appeared: Location[] } {
  const { paths, ...facts } = seen;
  const known = new Map(before?.locations.map((location) => [location.path, location]));
  const locations = paths.map((path) => known.get(path) ?? { path, layer });
  return {
    now: before === undefined ? { id: seen.purl, ...facts, locations } : { ...before, locations },
    appeared: locations.filter((location) => !known.has(location.path)),
  };
}

function pathsGone(before: Package | undefined, paths: readonly string[]): readonly string[] {
  const still = new Set(paths);
  return before?.locations.map(({ path }) => path).filter((path) => !still.has(path)) ?? [];
}

/**
 * Tells whether a package of the same purl is nevertheless another, such as one built from another source. Licences do not
 * count: they are read from files that later layers often delete to save room, and the package stays what it was.
 */
function isOther(before: Package, seen: SeenPackage): boolean {
  return factsOf(before) !== factsOf(seen);
}

function factsOf(one: Omit<Package, 'id' | 'locations' | 'licenses'>): string {
  const { type, ecosystem, name, version, source, architecture, foundBy, details } = one;
  return JSON.stringify([
    type,
    ecosystem,
    name,
    version,
    source?.name,
    source?.version,
    architecture,
    foundBy,
    details,
  ]);
}

function byId(a: Package, b: Package): number {
  return a.id < b.id ? -1 : 1;
}
