import type { Digest } from '#core/digest.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { LayerChanges } from './layer-changes.ts';

export interface ReadLayerOptions {
  readonly signal: AbortSignal;
  /** Told how many bytes of the blob, as stored, have been read so far; starts again where a layer is read twice. */
  readonly onBytes?: (bytes: number) => void;
}

/** What came of reading a layer. */
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
