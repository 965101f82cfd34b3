import type { VersionScheme } from './version-scheme.ts';
import { findVersionScheme, type VersionSchemeName } from './version-schemes.ts';

/**
 * Compares two versions as the named scheme does: negative, zero or positive; undefined where either is no version of the
 * scheme. Whoever compares one version with many parses it once instead, with `findVersionScheme`.
 */
export function compareVersions(scheme: VersionSchemeName, a: string, b: string): number | undefined {
  const found = findVersionScheme(scheme);
  return found === undefined ? undefined : compareWith(found, a, b);
}

function compareWith<V>(scheme: VersionScheme<V>, a: string, b: string): number | undefined {
  const parsedA = scheme.parse(a);
  const parsedB = scheme.parse(b);
  return parsedA === undefined || parsedB === undefined ? undefined : scheme.compare(parsedA, parsedB);
}
