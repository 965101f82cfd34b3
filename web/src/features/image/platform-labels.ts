import type { ImageSummary } from '../../api/generated/index.ts';

type Named = Pick<ImageSummary, 'imageId' | 'platform' | 'tags'>;

/** What to call images of several platforms, by platform: with their tags where two are of the same one. */
export function labelsOf(images: readonly Named[]): readonly { readonly value: string; readonly label: string }[] {
  return images
    .map(({ imageId, platform, tags }) => {
      const isAlone = images.filter((other) => other.platform === platform).length === 1;
      return { value: imageId, label: isAlone ? platform : `${platform} (${tags.join(', ')})` };
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
