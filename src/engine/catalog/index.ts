/** From the files of an image to its packages. Read `catalog-image.ts` first; `cataloger.ts` says what a cataloger is. */

export { type CatalogImageOptions, catalogImage } from './catalog-image.ts';
export type { CatalogedPackage, Cataloger, CatalogerPlugIn, PlacedRecord } from './cataloger.ts';
export { catalogerSet } from './cataloger-set.ts';
export type { BinaryClassifier } from './catalogers/binary/classifier.ts';
export { parseClassifiers } from './catalogers/binary/parse-classifiers.ts';
export { catalogers } from './catalogers.ts';
export { catalogersWith } from './catalogers-with.ts';
export { coverageProblems } from './coverage-problems.ts';
export { createDirectoryLayerCache } from './directory-layer-cache.ts';
export type { LayerAnalysis, LayerCache } from './layer-analysis.ts';
export { parseLayerAnalysis } from './parse-layer-analysis.ts';
export { mayBeProgram } from './program-path.ts';
