import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { Platform } from '#core/platform.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { type Cataloger, catalogImage, type LayerCache } from '#engine/catalog/index.ts';
import { type ImageSourceContext, openImage } from '#engine/image/index.ts';
import { openBase } from './base-image.ts';
import { type ReportOnInventoryOptions, reportOnInventory } from './report-on-inventory.ts';

export interface ScanOptions extends ReportOnInventoryOptions {
  readonly platform?: Platform;
  /** The image that this one may be built on; its layers are then told apart from the others. */
  readonly baseReference?: string;
  /** Signed-in access to registries, as `registry` gives it. */
  readonly registryOf: ImageSourceContext['registryOf'];
  readonly cache?: LayerCache;
  /** All that there are, unless given. */
  readonly catalogers?: readonly Cataloger[];
  /** Looks for credentials in files too. */
  readonly secretsInFiles?: boolean;
  readonly temporaryDirectory: string;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * The whole arrow: registry ─▶ image ─▶ catalog ─▶ match ─▶ vex ─▶ policy ─▶ report. `reference` is a registry reference, `oci:DIR[:TAG]`,
 * `oci-archive:FILE[:TAG]` or `docker-archive:FILE[:TAG]`. Whatever could not be read is a problem on the report; throws only
 * where there is no image to report on.
 */
export async function scanImage(reference: string, options: ScanOptions): Promise<ScanReport> {
  const startedAt = options.now();
  options.onProgress?.({ kind: 'resolving', reference });

  // registry ─▶ image
  const image = await openImage(reference, {
    ...(options.platform && { platform: options.platform }),
    context: options,
  });
  try {
    // image ─▶ catalog
    const base = await openBase(image, options);
    const inventory = await catalogImage(image, options);

    // catalog ─▶ match ─▶ vex ─▶ policy ─▶ report
    return reportOnInventory(inventory, startedAt, { ...options, ...(base !== undefined && { base }) });
  } finally {
    await image.close();
  }
}
