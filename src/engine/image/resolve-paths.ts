import type { LayerChanges } from './layer-changes.ts';

/** What one layer brings: its changes, and those of its paths that matter (the wanted files). */
export interface LayerPaths {
  readonly changes: LayerChanges;
  readonly paths: readonly string[];
}

/** A file of a layer at its place in the image. */
export interface PlacedPath {
  /** Place in the image, with symbolic links among its directories resolved. */
  readonly path: string;
  /** Index of the layer that holds the file. */
  readonly layer: number;
  /** The path as that layer has it. */
  readonly layerPath: string;
}

/** The image after one more layer. */
export interface ComposedLayer {
  readonly layer: number;
  /** New with this layer; a replaced file is in both lists. */
  readonly appeared: readonly PlacedPath[];
  readonly disappeared: readonly PlacedPath[];
  /** All that is visible now, by place in the image. One map for all steps: it changes when the next step is asked for. */
  readonly visible: ReadonlyMap<string, PlacedPath>;
}

/**
 * Puts layers on each other, lowest first, and yields the image after each. Whiteouts, opaque directories and directories
 * replaced by links hide what is below; the parents of a path are resolved through the links of the layers so far, inside
 * the root, as container runtimes do when they unpack. The cost of a step is that of its own changes.
 */
export function* composeLayers(layers: Iterable<LayerPaths>): Generator<ComposedLayer> {
  void layers;
  yield* [];
}
