import { isSchema1MediaType } from '#core/descriptor.ts';
import type { ImageConfig, ImageManifest, Layer } from '#core/image.ts';
import { ImageError } from '../image-error.ts';

/**
 * The layers of an image, lowest first: the manifest says how they are stored, the configuration what they unpack to and what
 * made them. History lines that made no layer are left out; where the rest are not one for each layer, none is trusted.
 */
export function imageLayers(manifest: ImageManifest, config: ImageConfig): readonly Layer[] {
  if (manifest.layers.length !== config.diffIds.length) {
    throw new ImageError(
      'image/config-invalid',
      `manifest ${manifest.digest} has ${manifest.layers.length} layers where its configuration lists ${config.diffIds.length}`,
    );
  }
  const isUnknown = isSchema1MediaType(manifest.mediaType);
  const lines = config.history.filter((entry) => !entry.emptyLayer);
  const history = lines.length === manifest.layers.length ? lines : [];
  return config.diffIds.flatMap((diffId, index) => {
    const descriptor = manifest.layers[index];
    if (descriptor === undefined) return [];
    const createdBy = history[index]?.createdBy;
    const { digest, size, mediaType } = descriptor;
    const layer = { index, digest, diffId, size, mediaType };
    return [{ ...layer, ...(createdBy !== undefined && { createdBy }), ...(isUnknown && { isDiffIdUnknown: true }) }];
  });
}
