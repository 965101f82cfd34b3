import type { ImageReferrer } from '../../api/generated/index.ts';

/** How it was found. */
export const foundByWords: Readonly<Record<ImageReferrer['foundBy'], string>> = {
  'referrers-api': 'referrers API',
  'referrers-tag': 'referrers tag',
  'cosign-tag': 'tag of cosign',
  index: "the image's index",
};

/** The most telling type there is: what its attestations state, what it says of itself, or that of its manifest. */
export function typeOf({ predicateTypes, artifactType, mediaType }: ImageReferrer): string {
  if (predicateTypes.length > 0) return predicateTypes.join(', ');
  return artifactType ?? mediaType;
}
