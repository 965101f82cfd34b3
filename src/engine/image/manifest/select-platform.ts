import { type Descriptor, isIndexMediaType, isManifestMediaType } from '#core/descriptor.ts';
import { defaultPlatform, formatPlatform, type Platform, platformMatches } from '#core/platform.ts';
import { ImageError } from '../image-error.ts';

/**
 * Chooses an entry of an index. Without `wanted`: linux/amd64, else the only image there is. Attestations and other things
 * that are no image are never chosen. Throws `image/platform-not-found`, naming the platforms that there are.
 */
export function selectPlatform(entries: readonly Descriptor[], wanted: Platform | undefined, what: string): Descriptor {
  const images = entries.filter(isImage);
  const offered = bestVariant(images.filter((entry) => offers(entry, wanted ?? defaultPlatform)));
  if (offered !== undefined) return offered;
  const distinct = new Set(images.map((entry) => entry.digest));
  const [only] = images;
  if (only !== undefined && distinct.size === 1 && (wanted === undefined || only.platform === undefined)) return only;
  const names = images.map((entry) =>
    entry.platform === undefined ? 'one that names none' : formatPlatform(entry.platform),
  );
  const missing = wanted === undefined ? 'several platforms but not' : 'nothing for';
  throw new ImageError(
    'image/platform-not-found',
    `${what} has ${missing} ${formatPlatform(wanted ?? defaultPlatform)}: name a platform; available are ${[...new Set(names)].join(', ')}`,
  );
}

/** Compares platforms as container runtimes do: the usual variant of a processor is the same as none. */
export function isSamePlatform(offered: Platform, wanted: Platform): boolean {
  return platformMatches(withoutUsualVariant(offered), withoutUsualVariant(wanted));
}

/** Tells whether an entry of an index may be an image: BuildKit stores attestations beside the images, for the platform `unknown/unknown`. */
export function isImage(entry: Descriptor): boolean {
  if (!isManifestMediaType(entry.mediaType) && !isIndexMediaType(entry.mediaType)) return false;
  if (entry.artifactType !== undefined || entry.annotations?.['vnd.docker.reference.type'] !== undefined) return false;
  return entry.platform?.os !== 'unknown' && entry.platform?.architecture !== 'unknown';
}

function offers(entry: Descriptor, wanted: Platform): boolean {
  return entry.platform !== undefined && isSamePlatform(entry.platform, wanted);
}

/** Of several that fit, the one with the highest variant: arm v7 before v6. */
function bestVariant(entries: readonly Descriptor[]): Descriptor | undefined {
  return entries.toSorted((a, b) => (b.platform?.variant ?? '').localeCompare(a.platform?.variant ?? '', 'en'))[0];
}

function withoutUsualVariant(platform: Platform): Platform {
  const usual = { arm64: 'v8', amd64: 'v1' }[platform.architecture];
  const { os, architecture, variant } = platform;
  return variant === undefined || variant === '' || variant === usual
    ? { os, architecture }
    : { os, architecture, variant };
}
