import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import type { ImageManifest } from '#core/image.ts';
import { ImageError } from '../image-error.ts';
import type { OpenImageSource } from '../image-source.ts';
import { digestOfConfig, type Schema1Image } from './parse-schema-1.ts';

/** Makes the manifest of an image of schema 1 that its successors would have; asks how large its layers are, which it does not say. */
export async function describeSchema1(
  { mediaType, config, layers }: Schema1Image,
  {
    opened,
    digest,
    signal,
  }: { readonly opened: OpenImageSource; readonly digest: Digest; readonly signal: AbortSignal },
): Promise<ImageManifest> {
  const sizeOf = opened.blobSize?.bind(opened);
  if (sizeOf === undefined) {
    const message = `${opened.reference} is of Docker's schema 1, which is read from registries only: push it to one`;
    throw new ImageError('image/schema-1-unsupported', message);
  }
  const known = new Map<Digest, Descriptor>();
  for (const layer of new Set(layers)) {
    known.set(layer, { mediaType: mediaTypes.dockerLayerGzip, digest: layer, size: await sizeOf(layer, { signal }) });
  }
  return {
    mediaType,
    digest,
    config: { mediaType: mediaTypes.dockerConfig, digest: digestOfConfig(config), size: config.length },
    layers: layers.flatMap((layer) => known.get(layer) ?? []),
  };
}
