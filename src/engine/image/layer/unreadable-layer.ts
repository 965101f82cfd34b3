import type { Layer } from '#core/image.ts';
import type { LayerReading } from '../layer-reading.ts';

/** The reading of a layer of which nothing could be read, and why. */
export function unreadableLayer(layer: Layer, why: { readonly code: string; readonly message: string }): LayerReading {
  const message = `layer ${layer.index} (${layer.digest}) is not read: ${why.message}`;
  return {
    diffId: layer.diffId,
    changes: { whiteouts: [], opaqueDirectories: [], symlinks: [] },
    problems: [{ stage: 'image', code: why.code, message, affectsCoverage: true }],
    complete: false,
    usable: false,
  };
}
