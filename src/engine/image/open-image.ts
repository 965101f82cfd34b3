import type { Digest } from '#core/digest.ts';
import type { ImageIdentity, Layer } from '#core/image.ts';
import type { Platform } from '#core/platform.ts';
import type { ScanProblem } from '#core/problem.ts';
import { ImageError } from './image-error.ts';
import type { ImageSource, ImageSourceContext } from './image-source.ts';
import type { LayerChanges } from './layer-changes.ts';
import type { LayerVisitor } from './layer-file.ts';

export interface ReadLayerOptions {
  readonly signal: AbortSignal;
  /** Told how many bytes of the blob, as stored, have been read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** What came of reading a layer once. */
export interface LayerReading {
  readonly diffId: Digest;
  /** Empty where the layer is not usable. */
  readonly changes: LayerChanges;
  readonly problems: readonly ScanProblem[];
  /** False where some of the layer was not read; such a reading must not be cached. */
  readonly complete: boolean;
  /**
   * False where the bytes are not what the manifest promised (size, digest, diffId) or could not be checked to the end:
   * whatever the visitor was shown must then be thrown away.
   */
  readonly usable: boolean;
}

/** An image of one platform whose layers can be read. */
export interface OpenImage {
  readonly identity: ImageIdentity;
  /** Lowest first. */
  readonly layers: readonly Layer[];
  /**
   * Shows the files of a layer to `visitor`, in the order in which they are stored; a path may come twice, and the later
   * one holds. Bad bytes are problems of the reading; only a failing source, an abort and the visitor's own errors throw.
   */
  readLayer(layer: Layer, visitor: LayerVisitor, options: ReadLayerOptions): Promise<LayerReading>;
  close(): Promise<void>;
}

export interface OpenImageOptions {
  /** Chooses from an index; without it linux/amd64, or the only platform there is. */
  readonly platform?: Platform;
  readonly sources?: readonly ImageSource[];
  readonly context: ImageSourceContext;
}

/**
 * Opens what `reference` names: a registry reference, `oci:DIR[:TAG]`, `oci-archive:FILE[:TAG]` or
 * `docker-archive:FILE[:TAG]`. Throws an {@link ImageError} where that is no image, or none for the platform.
 */
export async function openImage(reference: string, _options: OpenImageOptions): Promise<OpenImage> {
  throw new ImageError('image/not-found', `cannot open ${reference}: not built yet`);
}
