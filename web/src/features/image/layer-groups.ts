import type { HistoryEntry, ImageLayer } from '../../api/generated/index.ts';

/** An instruction of an image: one that made a layer, or one that changed no file. */
export interface BuildStep {
  readonly key: string;
  readonly createdBy: string | undefined;
  readonly createdAt?: string | undefined;
  readonly layer?: ImageLayer;
}

/** Steps that belong together: those of the base image, those of the application, or all where no base image is known. */
export interface StepGroup {
  readonly kind: 'base' | 'application' | 'all';
  readonly steps: readonly BuildStep[];
}

/** The image's build from its first instruction to its last, base and application apart where the base is known. */
export function stepGroups(layers: readonly ImageLayer[], history: readonly HistoryEntry[]): readonly StepGroup[] {
  const steps = buildSteps(layers, history);
  if (!layers.some(({ fromBaseImage }) => fromBaseImage === true)) return [{ kind: 'all', steps }];
  const lastOfBase = steps.findLastIndex(({ layer }) => layer?.fromBaseImage === true);
  const groups: readonly StepGroup[] = [
    { kind: 'base', steps: steps.slice(0, lastOfBase + 1) },
    { kind: 'application', steps: steps.slice(lastOfBase + 1) },
  ];
  return groups.filter((group) => group.steps.length > 0);
}

/** The history with its layers; layers that it does not mention come where they lie. */
function buildSteps(layers: readonly ImageLayer[], history: readonly HistoryEntry[]): readonly BuildStep[] {
  const steps: BuildStep[] = [];
  let next = 0;
  const addLayersBelow = (index: number) => {
    for (; next < index; next += 1) {
      const layer = layers[next];
      if (layer !== undefined) steps.push({ key: `layer ${next}`, createdBy: layer.createdBy, layer });
    }
  };
  for (const [at, { createdBy, createdAt, layerIndex }] of history.entries()) {
    const layer = layerIndex === undefined ? undefined : layers[layerIndex];
    if (layer === undefined || layerIndex === undefined) {
      steps.push({ key: `history ${at}`, createdBy, createdAt });
    } else if (layerIndex >= next) {
      addLayersBelow(layerIndex);
      steps.push({ key: `layer ${layerIndex}`, createdBy: createdBy ?? layer.createdBy, createdAt, layer });
      next = layerIndex + 1;
    }
  }
  addLayersBelow(layers.length);
  return steps;
}
