import type { Artifact } from '#core/artifact-kind.ts';
import { type Digest, parseDigest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import type { Platform } from '#core/platform.ts';
import { ImageError, type OpenImage, openImage } from '#engine/image/index.ts';
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

/** The image that a reference names, opened, or what it names instead. */
export type Opened = { readonly digest: Digest } & ({ readonly image: OpenImage } | { readonly artifact: Artifact });

/** Opens the image that a reference was resolved to, by digest, so that a tag that moves meanwhile does not give two images one name. */
export async function openResolved(
  { client, reference }: Resolving,
  { resolved, platform }: { readonly resolved: Resolved; readonly platform: Platform | undefined },
  { temporaryDirectory, limits, logger, signal }: JobContext,
): Promise<Opened> {
  const context = { registryOf: () => client, temporaryDirectory, limits, logger, signal };
  const open = async (digest: Digest): Promise<Opened> => {
    const named = formatImageReference({ ...reference, digest });
    try {
      return { image: await openImage(named, { ...(platform !== undefined && { platform }), context }), digest };
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
