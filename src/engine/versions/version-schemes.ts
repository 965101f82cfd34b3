import { apk } from './schemes/apk/apk.ts';
import { bitnami } from './schemes/bitnami/bitnami.ts';
import { composer } from './schemes/composer/composer.ts';
import { cran } from './schemes/cran/cran.ts';
import { deb } from './schemes/deb/deb.ts';
import { gem } from './schemes/gem/gem.ts';
import { go } from './schemes/go/go.ts';
import { hackage } from './schemes/hackage/hackage.ts';
import { hex } from './schemes/hex/hex.ts';
import { julia } from './schemes/julia/julia.ts';
import { maven } from './schemes/maven/maven.ts';
import { npm } from './schemes/npm/npm.ts';
import { nuget } from './schemes/nuget/nuget.ts';
import { pacman } from './schemes/pacman/pacman.ts';
import { pep440 } from './schemes/pep440/pep440.ts';
import { portage } from './schemes/portage/portage.ts';
import { pub } from './schemes/pub/pub.ts';
import { rpm } from './schemes/rpm/rpm.ts';
import { semver } from './schemes/semver/semver.ts';
import type { VersionScheme } from './version-scheme.ts';

/** Every way to order versions. */
export const versionSchemes = [
  deb,
  rpm,
  apk,
  semver,
  npm,
  pep440,
  maven,
  gem,
  nuget,
  go,
  composer,
  pacman,
  portage,
  bitnami,
  hex,
  pub,
  cran,
  hackage,
  julia,
] as const satisfies readonly VersionScheme[];

export type VersionSchemeName = (typeof versionSchemes)[number]['name'];

/** Finds a scheme by name. */
export function findVersionScheme(
  name: string,
  schemes: readonly VersionScheme[] = versionSchemes,
): VersionScheme | undefined {
  return schemes.find((scheme) => scheme.name === name);
}
