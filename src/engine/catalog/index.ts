export { type CatalogImageOptions, catalogImage } from './catalog-image.ts';
export type { CatalogedPackage, Cataloger, CatalogerPlugIn, PlacedRecord } from './cataloger.ts';
export { catalogerSet } from './cataloger-set.ts';
export { catalogers } from './catalogers.ts';
export { coverageProblems } from './coverage-problems.ts';
export { createDirectoryLayerCache } from './directory-layer-cache.ts';
export type { LayerAnalysis, LayerCache } from './layer-analysis.ts';
export { parseLayerAnalysis } from './parse-layer-analysis.ts';
export { mayBeProgram } from './program-path.ts';
