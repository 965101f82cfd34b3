import type { ImageSummary } from '../../api/generated/index.ts';

type Platforms = Pick<ImageSummary, 'platform' | 'platforms'>;

/** Whether the tag of an image has images for other platforms beside it. */
export function isOfSeveralPlatforms({ platforms }: Pick<Platforms, 'platforms'>): boolean {
  return platforms > 1;
}

/** What a row says of the platform of its image that stands for others, too. */
export function platformWords({ platform, platforms }: Platforms): string {
  return platforms > 1 ? `${platforms} platforms, worst: ${platform}` : platform;
}

/** Says of which image the figures of a row are. */
export const worstPlatformHint =
  'Of a tag with images for several platforms: those of the worst of them, or of the worst that the filter finds. Open it to see each';
