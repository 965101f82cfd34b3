import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { ReportProgress } from '#core/progress.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Turns } from '#core/turns.ts';
import { type Ecosystem, ecosystems } from '#engine/ecosystems/index.ts';
import type { OpenImage } from '#engine/image/index.ts';
import { type MaskedConfig, maskConfig } from '#engine/secrets/index.ts';
import { analyseLayers } from './analyse-layers.ts';
import { assemblePackages } from './assemble-packages.ts';
import type { Cataloger } from './cataloger.ts';
import { catalogers } from './catalogers.ts';
import { finishedRecords } from './compose-records.ts';
import { coverageProblems } from './coverage-problems.ts';
import { detectDistro } from './distro/detect-distro.ts';
import { distroReader } from './distro/distro-reader.ts';
import type { LayerAnalysis, LayerCache } from './layer-analysis.ts';
import { layerProblems } from './layer-problems.ts';
import { fileSecrets } from './secrets/file-secrets.ts';
import { secretReader } from './secrets/secret-reader.ts';
import { findSightings } from './traces/find-sightings.ts';
import { sightingProblems } from './traces/sighting-problems.ts';
import { traceReader } from './traces/trace-reader.ts';

export interface CatalogImageOptions {
  readonly catalogers?: readonly Cataloger[];
  readonly ecosystems?: readonly Ecosystem[];
  /** Looks for credentials in files too, which means to open most of them; those in the configuration are always looked for. */
  readonly secretsInFiles?: boolean;
  /** Where analyses of layers are kept; without it every layer is read. */
  readonly cache?: LayerCache;
  /** Has scans that share the cache read a layer one after another. */
  readonly turns?: Turns;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onProgress?: ReportProgress;
}

/**
 * Reads what software an image holds, and which layer brought it: each layer once, unless it is known; then the layers are put
 * on each other, and the catalogers asked what that comes to. Bad bytes are problems of the inventory; throws only where a layer
 * cannot be had.
 */
export async function catalogImage(image: OpenImage, options: CatalogImageOptions): Promise<Inventory> {
  const using = options.catalogers ?? catalogers;
  const analyses = await analyseLayers(image, {
    ...options,
    readers: [distroReader, traceReader, ...(options.secretsInFiles === true ? [secretReader] : []), ...using],
  });

  options.onProgress?.({ kind: 'cataloging' });
  const finished = finishedRecords(analyses);
  const recognition = detectDistro(finished, options.ecosystems ?? ecosystems);
  const { packages, contributions, problems, ...assembled } = await assemblePackages(analyses, {
    catalogers: using,
    distro: recognition?.distro,
    signal: options.signal,
  });
  const sightings = findSightings(assembled.traces, assembled.views);
  const masked = maskConfig(image.identity.config);
  return {
    image: { ...image.identity, config: masked.config },
    ...(recognition !== undefined && { distro: recognition.distro }),
    layers: withMaskedInstructions(image, masked),
    packages,
    contributions,
    secrets: [...masked.secrets, ...fileSecrets(analyses, finished)],
    problems: [
      ...layerProblems(analyses, finished),
      ...problems,
      ...coverageProblems(recognition, packages, options.ecosystems ?? ecosystems),
      ...sightingProblems(sightings, packages.length),
    ],
    reading: { layersRead: analyses.filter(isWhole).length, sightings },
  };
}

/** A problem that names a file cost no more than that. */
function isWhole({ problems }: LayerAnalysis): boolean {
  return !problems.some(
    ({ stage, path, affectsCoverage }) => stage === 'image' && path === undefined && affectsCoverage,
  );
}

/** What made a layer is a line of the history, so it is shown as masked there. */
function withMaskedInstructions({ identity, layers }: OpenImage, { config }: MaskedConfig): Inventory['layers'] {
  const masked = new Map(
    identity.config.history.map(({ createdBy }, index) => [createdBy, config.history[index]?.createdBy]),
  );
  return layers.map((layer) => {
    const createdBy = masked.get(layer.createdBy);
    return createdBy === undefined ? layer : { ...layer, createdBy };
  });
}
