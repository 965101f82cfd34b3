import { type Digest, parseDigest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import type { Platform } from '#core/platform.ts';
import { type OpenImage, openImage } from '#engine/image/index.ts';
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
  const { tag, repository } = reference;
  // A scan that is tried again may be because the tag has been pushed anew.
  if (runId !== undefined && tag !== undefined && attempts <= 1) {
    const listed = parseDigest((await store.runTags.digestOf(runId, repository, tag)) ?? '');
    if (listed !== undefined) return { digest: listed, isListed: true };
  }
  const { digest } = await client.headManifest(reference, { signal });
  return { digest, isListed: false };
}

/** Opens the image that a reference was resolved to, by digest, so that a tag that moves meanwhile does not give two images one name. */
export async function openResolved(
  { client, reference }: Resolving,
  { resolved, platform }: { readonly resolved: Resolved; readonly platform: Platform | undefined },
  { temporaryDirectory, limits, logger, signal }: JobContext,
): Promise<{ readonly image: OpenImage; readonly digest: Digest }> {
  const context = { registryOf: () => client, temporaryDirectory, limits, logger, signal };
  const open = async (digest: Digest) => {
    const named = formatImageReference({ ...reference, digest });
    return { image: await openImage(named, { ...(platform !== undefined && { platform }), context }), digest };
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
