/** The order of versions in each packaging system. `version-scheme.ts` says what a scheme is. */

export { compareTags, versionOfTag } from './compare-tags.ts';
export { compareVersions } from './compare-versions.ts';
export type { VersionScheme } from './version-scheme.ts';
export { findVersionScheme, type VersionSchemeName, versionSchemes } from './version-schemes.ts';
