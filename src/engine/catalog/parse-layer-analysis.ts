import type { LayerAnalysis } from './layer-analysis.ts';

/** Checks that a value read back from a cache is a layer analysis; undefined where it is not. */
export function parseLayerAnalysis(_value: unknown): LayerAnalysis | undefined {
  return undefined;
}
