import { formatImageReference, parseImageReference } from '#core/image-reference.ts';
import { ImageError } from '../../image-error.ts';
import type { ImageSource } from '../../image-source.ts';

/** Images of registries, by the references that Docker and OCI use. */
export const registry: ImageSource = {
  name: 'registry',
  async open(location, context) {
    const reference = parseImageReference(location);
    if (reference === undefined) {
      const shown = JSON.stringify(location.slice(0, 200));
      throw new ImageError('image/reference-invalid', `${shown} is no image reference: write registry/repository:tag`);
    }
    const opened = context.registryOf(reference);
    const blobSize = opened.blobSize?.bind(opened);
    return {
      reference: formatImageReference(reference),
      manifest: async (digest, options) => {
        const wanted = digest === undefined ? reference : { ...reference, digest };
        const manifest = await opened.manifest(wanted, options);
        if (wanted.digest === undefined || manifest.digest === wanted.digest) return manifest;
        throw new ImageError(
          'image/blob-mismatch',
          `asked for manifest ${wanted.digest}, the registry gave ${manifest.digest}`,
        );
      },
      blob: (descriptor, options) => opened.blob(reference, descriptor, options),
      ...(blobSize !== undefined && { blobSize: (digest, options) => blobSize(reference, digest, options) }),
      close: async () => undefined,
    };
  },
};
