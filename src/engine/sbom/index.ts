/** What SBOMs say of packages, those of our own writing and of others. Read `read-sbom-file.ts` first. */

export { packageOf, type SbomPackage } from './contents/package-of.ts';
export { sbomContents } from './contents/sbom-contents.ts';
export { parseSbom } from './documents/parse-sbom.ts';
export type { SbomComponent } from './documents/sbom-document.ts';
export { distroProperties, imageProperties } from './properties/image-properties.ts';
export { packageProperties } from './properties/package-properties.ts';
export type { Property } from './properties/property.ts';
export { readSbomFile } from './read-sbom-file.ts';
export { SbomError, type SbomErrorCode } from './sbom-error.ts';
