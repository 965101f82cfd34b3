import { parsePlatform, type WantedPlatforms } from '#core/platform.ts';
import type { TagFacts, TagImage } from '#core/registry-filters.ts';
import { type ImagePlatforms, imageFor, isSamePlatform } from '#engine/image/index.ts';
import type { ManifestFacts } from '#server/store/index.ts';
import { inParallel } from './in-parallel.ts';
import { platformsOf } from './platforms-of.ts';
import { askForDigest, type FactsContext, factsOf } from './tag-facts.ts';

/** A tag with its images; `left` are those past the limit of an index. */
export interface TagWithImages extends TagFacts {
  readonly left?: number;
}

export interface AskingForPlatforms extends FactsContext {
  readonly wanted: WantedPlatforms;
  /** Whether sizes are wanted, of which each takes the manifest of an image. */
  readonly withSizes: boolean;
}

/**
 * Completes tags with their images of the platforms that are wanted, in their order: one HEAD for a tag whose digest is not known, and the index where that is
 * met for the first time. A tag of which that cannot be found out stays without.
 */
export async function askForPlatforms<Tag extends TagFacts>(
  tags: readonly Tag[],
  context: AskingForPlatforms,
): Promise<readonly (Tag & TagWithImages)[]> {
  const named = await inParallel(tags, async (tag) => ({ ...tag, ...(await askForDigest(tag, context)) }));
  const platforms = await allPlatformsOf(named, context);
  const facts = await factsFor(named, platforms, context);
  return named.map((tag) => {
    const found = platforms.get(tag.digest ?? '');
    if (tag.digest === undefined || found === undefined) return tag;
    const images = wantedImages(tag.digest, found, { facts, wanted: context.wanted });
    return { ...tag, images, left: found.left, ...(context.withSizes && { size: sumOf(images) }) };
  });
}

async function allPlatformsOf(
  tags: readonly TagFacts[],
  context: FactsContext,
): Promise<ReadonlyMap<string, ImagePlatforms>> {
  const digests = [...new Set(tags.flatMap(({ digest }) => digest ?? []))];
  const known = new Map(await context.store.manifests.platforms(digests));
  const unknown = digests.filter((digest) => !known.has(digest));
  await inParallel(unknown, async (digest) => {
    const found = await platformsOf(digest, context);
    if (found !== undefined) known.set(digest, found);
  });
  return known;
}

async function factsFor(
  tags: readonly TagFacts[],
  platforms: ReadonlyMap<string, ImagePlatforms>,
  context: AskingForPlatforms,
): Promise<ReadonlyMap<string, ManifestFacts>> {
  if (!context.withSizes) return new Map();
  const digests = tags.flatMap(({ digest }) => {
    const images = digest === undefined ? undefined : platforms.get(digest)?.images;
    if (digest === undefined || images === undefined) return [];
    return images.length === 0 ? [digest] : chosen(images, context.wanted).map((image) => image.digest);
  });
  return await factsOf(digests, context);
}

interface Wanting {
  readonly facts: ReadonlyMap<string, ManifestFacts>;
  readonly wanted: WantedPlatforms;
}

/** What is no index is an image of one platform, which is wanted where it is not known to be another one. */
function wantedImages(digest: string, { images }: ImagePlatforms, { facts, wanted }: Wanting): readonly TagImage[] {
  if (images.length > 0)
    return chosen(images, wanted).map((image) => ({ ...image, size: facts.get(image.digest)?.size }));
  const { platform = '', size } = facts.get(digest) ?? {};
  const own = parsePlatform(platform);
  const isWanted = wanted.all || own === undefined || wanted.named.some((name) => isFor(own, name));
  return isWanted ? [{ platform, digest, size }] : [];
}

function isFor(own: NonNullable<ReturnType<typeof parsePlatform>>, name: string): boolean {
  const wanted = parsePlatform(name);
  return wanted !== undefined && isSamePlatform(own, wanted);
}

function chosen(images: ImagePlatforms['images'], { all, named }: WantedPlatforms): ImagePlatforms['images'] {
  if (all) return images;
  const found = named.flatMap((name) => {
    const wanted = parsePlatform(name);
    return (wanted && imageFor(images, wanted)) ?? [];
  });
  return [...new Set(found)];
}

function sumOf(images: readonly TagImage[]): number | undefined {
  let sum = 0;
  for (const { size } of images) {
    if (size === undefined) return undefined;
    sum += size;
  }
  return sum;
}
