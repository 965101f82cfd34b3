import { errorMessage } from '#core/errors.ts';
import type { Layer } from '#core/image.ts';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { LayerChanges, LayerReading, OpenImage } from '#engine/image/index.ts';
import type { FileReader } from './cataloger.ts';
import { collectRecords } from './collect-records.ts';
import type { LayerAnalysis, LayerCache, LayerRecord } from './layer-analysis.ts';
import { mergeAnalyses, restrictAnalysis } from './merge-analyses.ts';

export interface AnalyseLayerOptions {
  readonly readers: readonly FileReader[];
  readonly cache?: LayerCache;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onBytes?: (bytes: number) => void;
}

/** The name under which what a reader found is kept. */
export function readerKey(reader: Pick<FileReader, 'name' | 'version'>): string {
  return `${reader.name}@${reader.version}`;
}

/** What is already known of a layer, of what `readers` would find; undefined where nothing is, or the cache fails. */
export async function knownAnalysis(
  layer: Layer,
  options: Pick<AnalyseLayerOptions, 'readers' | 'cache' | 'logger'>,
): Promise<LayerAnalysis | undefined> {
  const keys = options.readers.map(readerKey);
  try {
    const known = await options.cache?.get(layer.digest, keys);
    // A blob has one content, so another diffId means that one of the two images lies about it: then read it.
    return known?.diffId === layer.diffId ? restrictAnalysis(known, keys) : undefined;
  } catch (error) {
    options.logger.warn({ layer: layer.digest, error: errorMessage(error) }, 'layer cache could not be read');
    return undefined;
  }
}

/** Tells whether nothing is left to read. */
export function isFullyKnown(known: LayerAnalysis | undefined, readers: readonly FileReader[]): boolean {
  return known !== undefined && readers.every((reader) => known.catalogers.includes(readerKey(reader)));
}

/** Reads a layer with those readers whose findings are not known yet, and keeps the result where the layer was read whole. */
export async function analyseLayer(
  image: Pick<OpenImage, 'readLayer'>,
  layer: Layer,
  known: LayerAnalysis | undefined,
  options: AnalyseLayerOptions,
): Promise<LayerAnalysis> {
  const missing = options.readers.filter((reader) => known?.catalogers.includes(readerKey(reader)) !== true);
  if (known !== undefined && missing.length === 0) return known;
  const collector = collectRecords(missing, options);
  const reading = await image.readLayer(layer, collector.visitor, {
    signal: options.signal,
    ...(options.onBytes && { onBytes: options.onBytes }),
  });
  const fresh: LayerAnalysis = {
    diffId: reading.diffId,
    catalogers: missing.map(readerKey),
    records: reading.usable ? withoutReplaced(collector.records(), reading) : [],
    changes: reading.usable ? withHidden(reading.changes, collector.unrecognised()) : reading.changes,
    problems: [...reading.problems, ...(reading.usable ? collector.problems() : [])],
  };
  const analysis = known === undefined || !reading.usable ? fresh : mergeAnalyses(known, fresh);
  if (reading.usable && reading.complete && collector.isLasting()) await keep(layer, analysis, options);
  return analysis;
}

/** A path may come twice in a layer, the second time with what nobody wants. */
function withoutReplaced(records: readonly LayerRecord[], { changes }: LayerReading): readonly LayerRecord[] {
  // There may be many more files that nobody wants than records.
  const recorded = new Set(records.map(({ path }) => path));
  const replaced = new Set(changes.unwantedFiles?.filter((path) => recorded.has(path)));
  return replaced.size === 0 ? records : records.filter(({ path }) => !replaced.has(path));
}

function withHidden(changes: LayerChanges, paths: readonly string[]): LayerChanges {
  return paths.length === 0 ? changes : { ...changes, unwantedFiles: [...(changes.unwantedFiles ?? []), ...paths] };
}

async function keep(layer: Layer, analysis: LayerAnalysis, options: AnalyseLayerOptions): Promise<void> {
  try {
    await options.cache?.put(layer.digest, analysis);
  } catch (error) {
    options.logger.warn({ layer: layer.digest, error: errorMessage(error) }, 'layer cache could not be written');
  }
}
