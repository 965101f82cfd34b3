import { standsAlone } from '#core/package.ts';
import type { CatalogedPackage } from '../cataloger.ts';

/** Folders that belong to no package alone. */
const sharedFolder =
  /^(?:(?:usr|usr\/local|opt)(?:\/(?:s?bin|lib(?:32|64|exec)?|share|include|etc))?|s?bin|lib(?:32|64)?|etc|var|srv|home|root|app|tmp)?$/;

/** What stands above the folder that a package, or all packages beside it, have for themselves, by type. */
const homePatterns: Readonly<Record<string, RegExp>> = {
  npm: /^.*(?=\/package\.json$)/,
  pypi: /^.*(?=\/[^/]+\.(?:dist-info|egg-info|egg)(?:\/|$))/,
  gem: /^.*(?=\/specifications\/)/,
  conda: /^.*(?=\/conda-meta\/)/,
  composer: /^.*(?=\/composer\/installed\.)/,
  nuget: /^.*(?=\/[^/]+\.(?:deps\.json|nuspec)$)/,
  cran: /^.*(?=\/DESCRIPTION$)/,
  hex: /^.*(?=\/ebin\/)/,
  otp: /^.*(?=\/ebin\/)/,
  generic: /^.*(?=\/[^/]+$)/,
};

/** Finds the folders whose files are parts of packages that are known: what lies there needs no name of its own. */
export function packageHomes(packages: Iterable<CatalogedPackage>, programs: ReadonlySet<string>): ReadonlySet<string> {
  const homes = new Set<string>();
  for (const one of packages) {
    // An application's own manifest says nothing of what lies below it.
    if (standsAlone(one)) continue;
    const { type, paths, origin } = one;
    const pattern = origin === undefined && Object.hasOwn(homePatterns, type) ? homePatterns[type] : undefined;
    if (pattern === undefined) continue;
    for (const path of paths) {
      // A program that was recognised says nothing of what lies beside it; a file that describes what is installed does.
      if (programs.has(path)) continue;
      const home = pattern.exec(path)?.[0];
      if (home !== undefined && !sharedFolder.test(home)) homes.add(home);
    }
  }
  return homes;
}

/** Tells whether a path lies in one of those folders, however deep. */
export function isInHome(path: string, homes: ReadonlySet<string>): boolean {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (homes.has(path.slice(0, slash))) return true;
  }
  return false;
}
