import { answersForOwned } from './answers-for-owned.ts';
import type { CatalogedPackage } from './cataloger.ts';
import { createFileOwners } from './file-owners.ts';
import type { CatalogerView, SeenPackage } from './join-views.ts';

/** Tells since which layer a package has been at a path without a break, as a number that grows; undefined where it was not there. */
export type PresentSince = (purl: string, path: string) => number | undefined;

/** Names the system packages that other packages are part of, layer after layer of one image. */
export type OwnPackages = (
  seen: ReadonlyMap<string, SeenPackage>,
  at: { readonly views: readonly CatalogerView[]; readonly since: PresentSince },
) => ReadonlyMap<string, SeenPackage>;

/**
 * A package is owned where each of its places is in the list of files of a system package whose distro answers for it, and has
 * not been written since that came: what a later layer put in the place of such a file, as `npm install -g npm` does, is no
 * longer what the system package installed. Who owns the first place is named. Programs known by what they say of themselves are
 * left out where they are owned.
 */
export function createOwnPackages(): OwnPackages {
  const fileOwners = createFileOwners();
  return (seen, { views, since }) => {
    const systems = views.filter(({ packages }) => packages.some(({ files }) => files !== undefined));
    if (systems.length === 0) return seen;
    const others = Array.from(seen.values(), ({ one }) => one).filter(({ files }) => files === undefined);
    const owners = fileOwners(
      systems.map(({ packages }) => packages),
      others.flatMap(({ paths }) => paths),
    );
    if (owners.size === 0) return seen;

    const sinceOf = (purl: string, path: string) => since(purl, path) ?? Number.MAX_SAFE_INTEGER;
    const ownerOf = (one: CatalogedPackage, path: string): string | undefined => {
      const owner = owners.get(path);
      if (owner === undefined || owner.type === one.type || !answersForOwned(owner)) return undefined;
      const ownerSince = owner.paths.reduce(
        (earliest, place) => Math.min(earliest, sinceOf(owner.purl, place)),
        Number.MAX_SAFE_INTEGER,
      );
      return sinceOf(one.purl, path) <= ownerSince ? owner.purl : undefined;
    };
    const owned = new Map<string, SeenPackage>(seen);
    for (const [purl, known] of seen) {
      if (known.one.files !== undefined) continue;
      const names = known.one.paths.map((path) => ownerOf(known.one, path));
      const [owner] = names;
      if (owner === undefined || names.includes(undefined)) continue;
      // That a system's program says its version is no software beside the system package, which says it better.
      if (known.one.details?.kind === 'binary') owned.delete(purl);
      else owned.set(purl, { ...known, owner });
    }
    return owned;
  };
}
