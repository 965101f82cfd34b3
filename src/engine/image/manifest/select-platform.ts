import { type Descriptor, isIndexMediaType, isManifestMediaType } from '#core/descriptor.ts';
import { defaultPlatform, formatPlatform, type Platform, platformMatches } from '#core/platform.ts';
import { ImageError } from '../image-error.ts';

/** An index may name another; more steps than this are a loop or a joke. */
export const maxIndexDepth = 4;

/**
 * Chooses an entry of an index: of several that fit, the one that is called just so, else the highest variant. Without `wanted`: linux/amd64, else the
 * only image there is. Attestations and other things that are no image are never chosen. Throws `image/platform-not-found`, naming the platforms that there are.
 */
export function selectPlatform(entries: readonly Descriptor[], wanted: Platform | undefined, what: string): Descriptor {
  const images = entries.filter(isImage);
  const name = formatPlatform(wanted ?? defaultPlatform);
  const offered = bestOffer(images, wanted ?? defaultPlatform);
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
    `${what} has ${missing} ${name}: name a platform; available are ${[...new Set(names)].join(', ')}`,
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

/** The offer for a platform: the one that is called just so, or else, of those that fit, the one with the highest variant (arm v7 before v6). */
export function bestOffer<Offer extends { readonly platform?: Platform | undefined }>(
  offers: readonly Offer[],
  wanted: Platform,
): Offer | undefined {
  const name = formatPlatform(wanted);
  const fitting = offers.filter(({ platform }) => platform !== undefined && isSamePlatform(platform, wanted));
  const exact = fitting.find(({ platform }) => platform !== undefined && formatPlatform(platform) === name);
  const variantOf = ({ platform }: Offer) => platform?.variant ?? '';
  return exact ?? fitting.toSorted((a, b) => variantOf(b).localeCompare(variantOf(a), 'en'))[0];
}

function withoutUsualVariant(platform: Platform): Platform {
  const usual = { arm64: 'v8', amd64: 'v1' }[platform.architecture];
  const { variant, ...rest } = platform;
  return variant === undefined || variant === '' || variant === usual ? rest : platform;
}
