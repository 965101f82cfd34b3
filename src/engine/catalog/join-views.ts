import type { CatalogedPackage } from './cataloger.ts';

/** What one cataloger sees in the image so far. */
export interface CatalogerView {
  readonly cataloger: string;
  readonly packages: readonly CatalogedPackage[];
}

/** A package as the catalogers see it at some layer. */
export interface SeenPackage {
  readonly one: CatalogedPackage;
  /** Names of the catalogers that see it. */
  readonly foundBy: readonly string[];
  /** purl of the system package that it is part of. */
  readonly owner?: string;
}

/**
 * Makes one package of software that several catalogers see, by purl: the facts of the first, the places of all. What is
 * installed comes before what a lock file or an SBOM names, which often says fewer qualifiers and speaks of the same package.
 */
export function joinViews(views: readonly CatalogerView[]): ReadonlyMap<string, SeenPackage> {
  const seen = new Map<string, SeenPackage>();
  const purlOf = new Map<string, string>();
  for (const isInstalled of [true, false]) {
    for (const view of views) addView(view, { seen, purlOf, isInstalled });
  }
  return seen;
}

interface Joined {
  readonly seen: Map<string, SeenPackage>;
  /** The purl under which software is known, by {@link softwareOf}. */
  readonly purlOf: Map<string, string>;
  readonly isInstalled: boolean;
}

function addView({ cataloger, packages }: CatalogerView, { seen, purlOf, isInstalled }: Joined): void {
  const foundBy = [cataloger];
  const named: [string, string][] = [];
  for (const one of packages) {
    if ((one.origin === undefined) !== isInstalled) continue;
    const software = softwareOf(one);
    const purl = seen.has(one.purl) ? one.purl : (purlOf.get(software) ?? one.purl);
    const known = seen.get(purl);
    seen.set(purl, known === undefined ? { one, foundBy } : join(known, one, cataloger));
    named.push([software, purl]);
  }
  // Only now: packages that one cataloger tells apart, as by platform, stay apart.
  for (const [software, purl] of named) if (!purlOf.has(software)) purlOf.set(software, purl);
}

/** A purl without its qualifiers, and the architecture, which a system may have several of. */
function softwareOf({ purl, architecture }: CatalogedPackage): string {
  const end = purl.search(/[?#]/);
  return `${end < 0 ? purl : purl.slice(0, end)} ${architecture ?? ''}`;
}

function join(known: SeenPackage, one: CatalogedPackage, cataloger: string): SeenPackage {
  return {
    one: { ...known.one, paths: [...known.one.paths, ...one.paths] },
    foundBy: known.foundBy.includes(cataloger) ? known.foundBy : [...known.foundBy, cataloger],
  };
}
