/** A NuGet package. `runtimePack` is left out where it is not true. */
export type NugetPackage = {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly string[];
  readonly runtimePack?: true;
};

/** What a file says: its packages, and what it says instead of one. */
export interface NugetList {
  readonly packages: readonly NugetPackage[];
  readonly invalid: readonly string[];
}

/** NuGet's rule for ids (NuGet.Packaging.PackageIdValidator) and what its versions consist of. */
const namePattern = /^\w[\w.-]{0,99}$/;
const versionPattern = /^\d[0-9A-Za-z.+-]{0,127}$/;

/** Tells whether texts may be id and version of a package. */
export function isNugetPackage(name: string | undefined, version: string | undefined): boolean {
  return name !== undefined && version !== undefined && namePattern.test(name) && versionPattern.test(version);
}
