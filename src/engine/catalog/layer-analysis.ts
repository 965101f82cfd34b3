import type { Digest } from '#core/digest.ts';
import type { Json } from '#core/json.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { LayerChanges } from '#engine/image/index.ts';

/** What one cataloger found in one file of a layer. `record` is null where the cataloger named a problem of the file and nothing else. */
export interface LayerRecord {
  readonly cataloger: string;
  readonly path: string;
  readonly record: Json;
}

/** All that is ever needed of a layer again: stored by blob digest, it spares reading the layer a second time. Plain JSON. */
export interface LayerAnalysis {
  readonly diffId: Digest;
  /** `name@version` of each cataloger that looked. */
  readonly catalogers: readonly string[];
  readonly records: readonly LayerRecord[];
  readonly changes: LayerChanges;
  readonly problems: readonly ScanProblem[];
}

/** Where layer analyses are kept: a directory for the command line, the application database for the service. */
export interface LayerCache {
  /**
   * The analysis of the blob `digest` by as many of `catalogers` (`name@version`) as it can give: the layer is then read for
   * those only that it lacks. Undefined where nothing is known of the layer.
   */
  get(digest: Digest, catalogers: readonly string[]): Promise<LayerAnalysis | undefined>;
  /** Keeps an analysis of a layer that was read whole; it takes the place of what was known under the same catalogers. */
  put(digest: Digest, analysis: LayerAnalysis): Promise<void>;
}
