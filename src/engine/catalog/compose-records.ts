import type { Digest } from '#core/digest.ts';
import type { Json } from '#core/json.ts';
import { composeLayers, type PlacedPath } from '#engine/image/index.ts';
import type { PlacedRecord } from './cataloger.ts';
import type { LayerAnalysis } from './layer-analysis.ts';

/** The records of the image after one more layer. */
export interface ComposedRecords {
  /** Index of the layer. */
  readonly layer: number;
  readonly diffId: Digest;
  /** Names of the catalogers that see other records than a layer before. */
  readonly changed: ReadonlySet<string>;
  /** The records of a cataloger that are visible now, by path. */
  visible(cataloger: string): readonly PlacedRecord<Json>[];
  /** Tells whether the file that a layer has at `path` is visible now. */
  isVisible(layer: number, path: string): boolean;
}

/** Puts analysed layers on each other, lowest first, and yields what is visible after each. */
export function* composeRecords(analyses: readonly LayerAnalysis[]): Generator<ComposedRecords> {
  const recordsOf = analyses.map((analysis) => Map.groupBy(analysis.records, ({ path }) => path));
  const visible = new Map<string, Map<string, PlacedRecord<Json>>>();
  const placedFiles = new Set<string>();
  const layers = analyses.map(({ changes }, index) => ({ changes, paths: [...(recordsOf[index]?.keys() ?? [])] }));

  for (const step of composeLayers(layers)) {
    const changed = new Set<string>();
    for (const place of step.disappeared) {
      placedFiles.delete(fileKey(place.layer, place.layerPath));
      for (const [cataloger, records] of visible) if (records.delete(place.path)) changed.add(cataloger);
    }
    for (const place of step.appeared) {
      placedFiles.add(fileKey(place.layer, place.layerPath));
      for (const { cataloger, record } of recordsOf[place.layer]?.get(place.layerPath) ?? []) {
        // A file that gave nothing still hides what lies below it, which the composition has already seen to.
        if (record === null) continue;
        const records = visible.get(cataloger) ?? new Map<string, PlacedRecord<Json>>();
        visible.set(cataloger, records.set(place.path, placed(place, analyses, record)));
        changed.add(cataloger);
      }
    }
    yield {
      layer: step.layer,
      diffId: diffIdOf(analyses, step.layer),
      changed,
      visible: (cataloger) => inOrder(visible.get(cataloger)),
      isVisible: (layer, path) => placedFiles.has(fileKey(layer, path)),
    };
  }
}

/** What of the records is visible in the finished image: the last step, or nothing where there is no layer. */
export function finishedRecords(analyses: readonly LayerAnalysis[]): Pick<ComposedRecords, 'visible' | 'isVisible'> {
  let finished: ComposedRecords | undefined;
  for (const step of composeRecords(analyses)) finished = step;
  return finished ?? { visible: () => [], isVisible: () => false };
}

function placed(place: PlacedPath, analyses: readonly LayerAnalysis[], record: Json): PlacedRecord<Json> {
  return { path: place.path, layer: diffIdOf(analyses, place.layer), record };
}

function diffIdOf(analyses: readonly LayerAnalysis[], layer: number): Digest {
  const analysis = analyses[layer];
  if (analysis === undefined) throw new Error(`there is no layer ${layer}`);
  return analysis.diffId;
}

function inOrder(records: ReadonlyMap<string, PlacedRecord<Json>> | undefined): readonly PlacedRecord<Json>[] {
  return [...(records?.values() ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function fileKey(layer: number, path: string): string {
  return `${layer}\0${path}`;
}
