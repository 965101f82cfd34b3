import type { Digest } from './digest.ts';
import type { Layer } from './image.ts';

/** The image that another is built on: all its layers are the lowest of the other's. */
export interface BaseImage {
  readonly reference: string;
  /** Digest of its configuration. */
  readonly imageId: Digest;
  /** How many layers come from it. */
  readonly layers: number;
}

/** Tells whether all of `base` stands at the bottom of `layers`; both are diffIds, lowest first. */
export function isBuiltOn(layers: readonly Digest[], base: readonly Digest[]): boolean {
  return base.length > 0 && base.length <= layers.length && base.every((diffId, index) => layers[index] === diffId);
}

/** The layers with it said of each whether the base image brought it. */
export function markBaseLayers(
  layers: readonly Layer[],
  base: Pick<BaseImage, 'layers'> | undefined,
): readonly Layer[] {
  if (base === undefined) return layers;
  return layers.map((layer) => ({ ...layer, fromBaseImage: layer.index < base.layers }));
}
