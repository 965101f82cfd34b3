import { type PushOptions, pushBlob, pushManifest } from '#tests/support/registry/push-image.ts';
import { buildSampleImages } from './sample-images.ts';

/** Pushes the sample images to a registry; returns how many references it then holds. */
export async function pushSampleImages(baseUrl: string, options: PushOptions = {}): Promise<number> {
  let references = 0;
  for (const { repository, tags, image } of buildSampleImages(new Date())) {
    const target = { ...options, baseUrl, repository };
    for (const blob of [image.config, ...image.layers]) await pushBlob(target, blob);
    for (const tag of tags) await pushManifest(target, tag, image.manifest);
    references += tags.length;
  }
  return references;
}
