import type { Layer } from '#core/image.ts';
import type { ReportProgress } from '#core/progress.ts';
import type { Turns } from '#core/turns.ts';
import type { OpenImage } from '#engine/image/index.ts';
import { type AnalyseLayerOptions, analyseLayer, isFullyKnown, knownAnalysis } from './analyse-layer.ts';
import { forEachConcurrently } from './for-each-concurrently.ts';
import { forEachInTurn } from './for-each-in-turn.ts';
import type { LayerAnalysis } from './layer-analysis.ts';

/** Layers read at the same time: unpacking keeps a core busy and downloading does not. */
const layersAtOnce = 2;
const lookUpsAtOnce = 8;

export interface AnalyseLayersOptions extends Omit<AnalyseLayerOptions, 'onBytes'> {
  /** Shared with whoever may read the same layers at the same time and keeps them in the same cache. */
  readonly turns?: Turns;
  readonly onProgress?: ReportProgress;
}

/** Analyses the layers of an image, each blob once; the result is in their order. Throws where a layer cannot be had at all. */
export async function analyseLayers(
  image: Pick<OpenImage, 'layers' | 'readLayer'>,
  options: AnalyseLayersOptions,
): Promise<readonly LayerAnalysis[]> {
  const { onProgress } = options;
  const layers = [...new Map(image.layers.map((layer) => [keyOf(layer), layer])).values()];
  const known = new Map<string, LayerAnalysis>();
  await forEachConcurrently(layers, { atOnce: lookUpsAtOnce, signal: options.signal }, async (layer) => {
    const analysis = await knownAnalysis(layer, options);
    if (analysis !== undefined) known.set(keyOf(layer), analysis);
  });

  const unread = layers.filter((layer) => !isFullyKnown(known.get(keyOf(layer)), options.readers));
  const bytes = unread.reduce((sum, layer) => sum + layer.size, 0);
  onProgress?.({ kind: 'layers', total: layers.length, cached: layers.length - unread.length, bytes });

  const done = new Map<string, LayerAnalysis>(known);
  const { turns, signal } = options;
  const inTurn = { atOnce: layersAtOnce, signal, turns, turnOf: ({ digest }: Layer) => `layer ${digest}` };
  await forEachInTurn(unread, inTurn, async (layer, signal) => {
    const onBytes = (read: number) =>
      onProgress?.({ kind: 'layer-bytes', layer: layer.digest, bytes: read, size: layer.size });
    // Whoever had the turn before may have read it.
    const found = (turns && (await knownAnalysis(layer, options))) ?? known.get(keyOf(layer));
    done.set(keyOf(layer), await analyseLayer(image, layer, found, { ...options, signal, onBytes }));
    onProgress?.({ kind: 'layer-done', layer: layer.digest });
  });
  return image.layers.map((layer) => analysisOf(layer, done));
}

function analysisOf(layer: Layer, done: ReadonlyMap<string, LayerAnalysis>): LayerAnalysis {
  const analysis = done.get(keyOf(layer));
  if (analysis === undefined) throw new Error(`layer ${layer.digest} was not analysed`);
  return analysis;
}

/** The diffId belongs to it: where a configuration gives one blob two, at most one of them is right. */
function keyOf(layer: Layer): string {
  return `${layer.digest} ${layer.diffId}`;
}
