import type { Artifact } from '#core/artifact-kind.ts';
import { type Digest, parseDigest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import { parsePlatform } from '#core/platform.ts';
import { ImageError, type OpenImage, openImage, platformOf } from '#engine/image/index.ts';
import { type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { StoredScan } from '#server/store/index.ts';
import type { JobContext } from '../../job-context.ts';

/** A scan whose reference names something in the registry of `client`. */
export interface Resolving {
  readonly client: RegistryClient;
  readonly scan: StoredScan;
  readonly reference: ImageReference;
}

/** What a reference names. */
export interface Resolved {
  readonly digest: Digest;
  /** Nobody asked the registry just now: its run did when it listed the tag. */
  readonly isListed: boolean;
}

/** The digest that the reference names: as its run has listed it, unless that has been tried, or else as the registry says now. */
export async function resolveDigest(
  { client, scan, reference }: Resolving,
  { store, signal }: Pick<JobContext, 'store' | 'signal'>,
): Promise<Resolved> {
  const { runId, attempts } = scan;
  const { tag } = reference;
  // A scan that is tried again may be because the tag has been pushed anew.
  if (runId !== undefined && tag !== undefined && attempts <= 1) {
    const listed = parseDigest((await store.runTags.digestOf(runId, reference)) ?? '');
    if (listed !== undefined) return { digest: listed, isListed: true };
  }
  const { digest } = await client.headManifest(reference, { signal });
  return { digest, isListed: false };
}

/** The image that a reference names, opened, or what it names instead. */
export type Opened = { readonly digest: Digest } & ({ readonly image: OpenImage } | { readonly artifact: Artifact });

/** Opens the image that a reference was resolved to, by digest, so that a tag that moves meanwhile does not give two images one name. */
export async function openResolved(
  { client, scan, reference }: Resolving,
  resolved: Resolved,
  { store, temporaryDirectory, limits, logger, signal }: JobContext,
): Promise<Opened> {
  const context = { registryOf: () => client, temporaryDirectory, limits, logger, signal };
  const open = async (digest: Digest): Promise<Opened> => {
    const { from, ...options } = await choiceOf(scan.platform, digest, store.manifests);
    const named = formatImageReference({ ...reference, digest: from });
    try {
      return { image: await openImage(named, { ...options, context }), digest };
    } catch (error) {
      if (error instanceof ImageError && error.artifact !== undefined) return { artifact: error.artifact, digest };
      throw error;
    }
  };
  try {
    return await open(resolved.digest);
  } catch (error) {
    const isGone = error instanceof RegistryError && error.code === 'registry/not-found';
    if (!isGone || !resolved.isListed) throw error;
    // The tag has moved since it was listed, and what it named is gone.
    return await open((await client.headManifest(reference, { signal })).digest);
  }
}

/** Where it is known of which images an index consists, the one that is called just so; else it is chosen from the index. */
async function choiceOf(platform: string, digest: Digest, manifests: JobContext['store']['manifests']) {
  if (platform === '') return { from: digest };
  const known = (await manifests.platforms([digest])).get(digest)?.images;
  const image = known?.find((one) => one.platform === platform);
  const wanted = image === undefined ? parsePlatform(platform) : platformOf(image.platform);
  if (wanted === undefined) return { from: image?.digest ?? digest };
  return image === undefined ? { from: digest, platform: wanted } : { from: image.digest, listedAs: wanted };
}
