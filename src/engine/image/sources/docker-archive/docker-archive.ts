import type { ImageFiles } from '../../files/image-files.ts';
import { openArchive } from '../../files/open-archive.ts';
import { readSmallFile } from '../../files/read-small-file.ts';
import { splitLocation } from '../../files/split-location.ts';
import { ImageError } from '../../image-error.ts';
import type { ImageSource, ImageSourceContext, OpenImageSource } from '../../image-source.ts';
import { buildManifest } from './build-manifest.ts';
import { chooseImage, parseSavedImages } from './saved-images.ts';

/** Images in a tar that `docker save` wrote, plain, gzip or zstd: `docker-archive:FILE[:TAG]`. */
export const dockerArchive: ImageSource = {
  name: 'docker-archive',
  scheme: 'docker-archive',
  async open(location, context) {
    const { path, tag } = await splitLocation(location);
    const files = await openArchive(path, context);
    try {
      return await openSaved(files, { reference: `docker-archive:${location}`, tag }, context);
    } catch (error) {
      await files.close();
      throw error;
    }
  },
};

/** Such archives have no manifest in the sense of registries: one is made up, so that the rest need not know. */
async function openSaved(
  files: ImageFiles,
  request: { readonly reference: string; readonly tag: string | undefined },
  context: ImageSourceContext,
): Promise<OpenImageSource> {
  const { signal, limits } = context;
  const bytes = await readSmallFile(files, 'manifest.json', { signal, maxBytes: limits.maxManifestBytes });
  if (bytes === undefined) {
    const hint =
      (await files.sizeOf('index.json')) === undefined ? '' : `: it is an OCI layout, write oci-archive:${files.name}`;
    throw new ImageError('image/not-an-image', `${files.name} is no Docker archive, it has no manifest.json${hint}`);
  }
  const saved = chooseImage(parseSavedImages(bytes, files.name), { name: files.name, tag: request.tag });
  const { manifest, paths } = await buildManifest(files, saved, context);
  return {
    reference: request.reference,
    names: saved.repoTags,
    manifest: async () => manifest,
    blob: (descriptor, options) => {
      const path = paths.get(descriptor.digest);
      if (path === undefined)
        throw new ImageError('image/blob-missing', `${files.name} has no blob ${descriptor.digest}`);
      return files.stream(path, options);
    },
    close: () => files.close(),
  };
}
