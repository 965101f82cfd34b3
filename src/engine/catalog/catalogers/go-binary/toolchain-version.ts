/**
 * The version of the standard library that a toolchain of this name brings, as Go's advisories write it: `go1.22.3` brings 1.22.3.
 * What stands behind a blank (`X:boringcrypto`) or a hyphen (`go1.21.1-fips`, `go1.21-20230317`) is the maker's own. Of a toolchain built from
 * a checkout (`devel go1.24-a1b2c3d4`) only the release that it led to is known: `1.24-devel`.
 */
export function standardLibraryVersion(goVersion: string): string | undefined {
  const devel = /^devel go(\d+\.\d+)/.exec(goVersion)?.[1];
  if (devel !== undefined) return `${devel}-devel`;
  return /^go(\d+(?:\.\d+){0,2}(?:(?:rc|beta)\d+)?)(?=[\s+-]|$)/.exec(goVersion)?.[1];
}
