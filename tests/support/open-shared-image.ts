import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { type OpenImage, openImage } from '#engine/image/index.ts';
import { sharedDirectory } from './requirements.ts';

/** Opens an image from files, without any registry. */
export async function openLocalImage(reference: string, temporaryDirectory: string): Promise<OpenImage> {
  const registryOf = () => {
    throw new Error('a local image needs no registry');
  };
  const signal = new AbortController().signal;
  return openImage(reference, {
    context: { registryOf, temporaryDirectory, limits: defaultLimits, logger: silentLogger, signal },
  });
}

/** Reference of one of the images that may lie beside the repository. */
export function sharedImage(file: string): string {
  const scheme = file.includes('.docker-archive.') ? 'docker-archive' : 'oci-archive';
  return `${scheme}:${join(sharedDirectory, 'images', file)}`;
}

/** Reads files out of an image without putting layers together: of a path in several layers the highest holds. */
export async function readFiles(image: OpenImage, keep: (path: string) => boolean): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const layer of image.layers) {
    const visitor = {
      wants: keep,
      visit: async (file: { readonly path: string; bytes(): Promise<Uint8Array> }) => {
        files.set(file.path, Buffer.from(await file.bytes()));
      },
    };
    await image.readLayer(layer, visitor, { signal: new AbortController().signal });
  }
  return files;
}
