import { apk } from './schemes/apk/apk.ts';
import { deb } from './schemes/deb/deb.ts';
import { npm } from './schemes/npm/npm.ts';
import { rpm } from './schemes/rpm/rpm.ts';
import { semver } from './schemes/semver/semver.ts';
import type { VersionScheme } from './version-scheme.ts';

/** Every way to order versions. */
export const versionSchemes = [deb, rpm, apk, semver, npm] as const satisfies readonly VersionScheme[];

export type VersionSchemeName = (typeof versionSchemes)[number]['name'];

/** Finds a scheme by name. */
export function findVersionScheme(
  name: string,
  schemes: readonly VersionScheme[] = versionSchemes,
): VersionScheme | undefined {
  return schemes.find((scheme) => scheme.name === name);
}
