import type { Digest } from '#core/digest.ts';
import { errorMessage, PlimsollError } from '#core/errors.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { Referrer, RegistryClient } from '#engine/registry/index.ts';
import type { JobContext } from '../../job-context.ts';

/** An image whose referrers are looked for. */
export interface ReferrersOf {
  readonly client: RegistryClient;
  readonly reference: ImageReference;
  readonly manifestDigest: Digest;
  /** What the reference named: the manifest, or an index. */
  readonly targetDigest: Digest;
  /** The run that it is scanned in, which has listed the tags of the repository. */
  readonly runId: string | undefined;
}

/**
 * Looks for what is attached to an image, and keeps it. An image is scanned although that cannot be found: then what was found before stays, and undefined
 * is returned.
 */
export async function findReferrers(
  image: ReferrersOf,
  { store, logger, signal }: Pick<JobContext, 'store' | 'logger' | 'signal'>,
): Promise<readonly Referrer[] | undefined> {
  const { client, reference, manifestDigest } = image;
  try {
    const found: Referrer[] = [];
    for await (const one of client.listReferrers(await subjectOf(image, store), { signal })) found.push(one);
    const to = { repository: `${reference.registry}/${reference.repository}`, subject: manifestDigest };
    await store.referrers.replace(to, found.map(toDocument));
    return found;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PlimsollError)) throw error;
    logger.warn(
      { image: manifestDigest, code: error.code, error: errorMessage(error) },
      'cannot find what is attached to an image',
    );
    return undefined;
  }
}

async function subjectOf(
  { client, reference, manifestDigest, targetDigest, runId }: ReferrersOf,
  store: JobContext['store'],
) {
  const { registry, repository } = reference;
  const subject = { registry, repository, digest: manifestDigest };
  // Indexes and what stands behind tags are pulls: where these are counted and half of them gone, the rest is for images.
  const pulls = client.rateLimit();
  if (pulls !== undefined && pulls.remaining * 2 < pulls.limit) return { ...subject, knownTags: new Set<string>() };
  const indexDigest = targetDigest === manifestDigest ? undefined : targetDigest;
  if (runId === undefined) return { ...subject, indexDigest };
  return {
    ...subject,
    indexDigest,
    knownTags: await store.runTags.attached(runId, reference, [manifestDigest, targetDigest]),
  };
}

function toDocument({ kind, descriptor, predicateTypes, foundBy }: Referrer) {
  const { digest, mediaType, artifactType, size } = descriptor;
  return {
    digest,
    kind,
    mediaType: mediaType.slice(0, 255),
    artifactType: artifactType?.slice(0, 255),
    size,
    predicateTypes,
    foundBy,
  };
}
