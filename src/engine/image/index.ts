/** From a reference to the files of its layers, streaming under limits. Read `open-image.ts` first, then `layer/`. */

export { type ComposedLayer, composeLayers, type LayerPaths, type PlacedPath } from './compose/compose-layers.ts';
export { splitLocation } from './files/split-location.ts';
export { ImageError, type ImageErrorCode } from './image-error.ts';
export type {
  ImageRegistry,
  ImageSource,
  ImageSourceContext,
  OpenImageSource,
  RawManifest,
  ReadOptions,
} from './image-source.ts';
export type { LayerChanges } from './layer-changes.ts';
export {
  type ContentInterest,
  type FileHead,
  type LayerFile,
  type LayerVisitor,
  maxHeadBytes,
  maxHeldBytes,
} from './layer-file.ts';
export type { LayerReading, ReadLayerOptions } from './layer-reading.ts';
export {
  distinctImages,
  type ImagePlatforms,
  imageFor,
  listPlatforms,
  type PlatformImage,
  platformOf,
} from './list-platforms.ts';
export { isSamePlatform } from './manifest/select-platform.ts';
export { type OpenImage, type OpenImageOptions, openImage } from './open-image.ts';
export { imageSources } from './sources/index.ts';
