import { type Descriptor, isIndexMediaType } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { formatPlatform, type Platform, parsePlatform } from '#core/platform.ts';
import { ImageError } from './image-error.ts';
import type { ImageSourceContext, OpenImageSource } from './image-source.ts';
import { readManifest } from './manifest/read-manifest.ts';
import { bestOffer, isImage, maxIndexDepth } from './manifest/select-platform.ts';
import { chooseSource } from './sources/choose-source.ts';
import { imageSources } from './sources/index.ts';

/** An image of an index. `platform` is unique among those of the index. */
export interface PlatformImage {
  /** `os/architecture[/variant]` as the index has it, or `unnamed/…` with the beginning of the digest where it names none that can be read. */
  readonly platform: string;
  readonly digest: Digest;
}

/** The images that a reference stands for, in the order of its index. */
export interface ImagePlatforms {
  /** None for what is no index. */
  readonly images: readonly PlatformImage[];
  /** Images of further platforms, past `limits.maxIndexPlatforms`, and indexes of an index, past those that are read. */
  readonly left: number;
}

/** Indexes below an index that are read. */
const maxNestedIndexes = 16;

/**
 * Lists the platforms of an index (OCI image-spec, image-index.md), those of indexes in it too. Of two images for one platform the first counts, as when pulling;
 * attestations and other things that are no image are left out. Throws an {@link ImageError} for what is neither an index nor an image.
 */
export async function listPlatforms(reference: string, context: ImageSourceContext): Promise<ImagePlatforms> {
  const { source, location } = chooseSource(reference, imageSources);
  const opened = await source.open(location, context);
  try {
    const found = new Map<string, Digest>();
    const budget = { indexes: maxNestedIndexes + 1, left: 0 };
    await collect(opened, { digest: undefined, depth: 0, budget, found }, context);
    const images = [...found].map(([platform, digest]) => ({ platform, digest }));
    // The only image there is needs no name: it is what pulling chooses.
    if (images.length === 1 && platformOf(images[0]?.platform ?? '') === undefined)
      return { images: [], left: budget.left };
    const most = context.limits.maxIndexPlatforms;
    return { images: images.slice(0, most), left: Math.max(0, images.length - most) + budget.left };
  } finally {
    await opened.close();
  }
}

/** The platform that an image of an index has by its name; undefined where the index names none. */
export function platformOf(name: string): Platform | undefined {
  return name.startsWith(unnamed) ? undefined : parsePlatform(name);
}

/** Each image once, under the first of the platforms for which its index lists it. */
export function distinctImages<Image extends { readonly digest: string }>(images: readonly Image[]): readonly Image[] {
  const digests = new Set<string>();
  return images.filter(({ digest }) => digests.size < digests.add(digest).size);
}

/** The image that pulling one platform chooses. */
export function imageFor(images: readonly PlatformImage[], wanted: Platform): PlatformImage | undefined {
  const offers = images.map((image) => ({ image, platform: platformOf(image.platform) }));
  return bestOffer(offers, wanted)?.image;
}

const unnamed = 'unnamed/';

interface Collecting {
  readonly digest: Digest | undefined;
  readonly depth: number;
  /** Indexes that may be read yet, and those that are left out. */
  readonly budget: { indexes: number; left: number };
  readonly found: Map<string, Digest>;
}

async function collect(opened: OpenImageSource, collecting: Collecting, context: ImageSourceContext): Promise<void> {
  const { digest, depth, budget, found } = collecting;
  if (depth > maxIndexDepth || budget.indexes === 0) {
    budget.left += 1;
    return;
  }
  budget.indexes -= 1;
  const { parsed } = await readManifest(opened, digest, context);
  if (parsed.kind !== 'index') return;
  for (const entry of parsed.entries.filter(isImage)) {
    if (isIndexMediaType(entry.mediaType)) {
      await collect(opened, { ...collecting, digest: entry.digest, depth: depth + 1 }, context).catch(passOver);
    } else if (!found.has(nameOf(entry))) found.set(nameOf(entry), entry.digest);
  }
}

/** An index below another may hold no image. */
function passOver(error: unknown): void {
  if (!(error instanceof ImageError) || error.artifact === undefined) throw error;
}

function nameOf({ platform, digest }: Descriptor): string {
  const name = platform === undefined ? '' : formatPlatform(platform);
  return parsePlatform(name) === undefined ? `${unnamed}${digest.slice(7, 19)}` : name;
}
