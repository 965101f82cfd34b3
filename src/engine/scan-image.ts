import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { Platform } from '#core/platform.ts';
import type { ReportProgress } from '#core/progress.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { catalogImage, type LayerCache } from '#engine/catalog/index.ts';
import { type ImageSourceContext, openImage } from '#engine/image/index.ts';
import { matchPackages } from '#engine/match/index.ts';
import { assembleReport } from './assemble-report.ts';
import { openBase } from './base-image.ts';
import { checkAdvisoryCoverage } from './check-advisory-coverage.ts';

export interface ScanOptions {
  readonly platform?: Platform;
  /** The image that this one may be built on; its layers are then told apart from the others. */
  readonly baseReference?: string;
  /** Signed-in access to registries, as `registry` gives it. */
  readonly registryOf: ImageSourceContext['registryOf'];
  readonly advisories: AdvisoryDatabase;
  readonly cache?: LayerCache;
  /** Looks for credentials in files too. */
  readonly secretsInFiles?: boolean;
  readonly toolVersion: string;
  readonly temporaryDirectory: string;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onProgress?: ReportProgress;
}

/**
 * The whole arrow: registry ─▶ image ─▶ catalog ─▶ match ─▶ report. `reference` is a registry reference, `oci:DIR[:TAG]`,
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

    // catalog ─▶ match
    options.onProgress?.({ kind: 'matching', packages: inventory.packages.length });
    const { findings, problems } = matchPackages(inventory, options.advisories);
    const unanswered = checkAdvisoryCoverage(inventory, options.advisories, startedAt);

    // match ─▶ report
    return assembleReport({
      inventory,
      ...(base !== undefined && { base }),
      findings,
      problems: [...inventory.problems, ...problems, ...unanswered],
      advisories: options.advisories.status(),
      toolVersion: options.toolVersion,
      startedAt,
      finishedAt: options.now(),
    });
  } finally {
    await image.close();
  }
}
