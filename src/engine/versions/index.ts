export { compareTags, versionOfTag } from './compare-tags.ts';
export { compareVersions } from './compare-versions.ts';
export type { VersionScheme } from './version-scheme.ts';
export { findVersionScheme, type VersionSchemeName, versionSchemes } from './version-schemes.ts';
