import type { Digest } from '#core/digest.ts';
import { errorMessage, PlimsollError } from '#core/errors.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { Referrer, ReferrerSubject, RegistryClient } from '#engine/registry/index.ts';
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

/** What is attached to an image, and by which of the tags that its run has listed it was looked for. */
interface FoundReferrers {
  readonly referrers: readonly Referrer[];
  readonly tags: ReadonlySet<string> | undefined;
}

/**
 * Looks for what is attached to an image, keeps it, and hands it on; once in a run, however many of its tags name the image. An image is scanned although that cannot be found: then
 * what was found before stays, and the next look is as if there had been none.
 */
export async function lookForReferrers(
  image: ReferrersOf,
  context: Pick<JobContext, 'store' | 'turns' | 'logger' | 'signal' | 'now'>,
  use: (referrers: readonly Referrer[]) => Promise<void>,
): Promise<void> {
  const { store, signal, now } = context;
  const { reference, manifestDigest: subject, targetDigest: target, runId } = image;
  const at = { repository: `${reference.registry}/${reference.repository}`, subject, target };
  const endTurn = await context.turns.take(`referrers ${Object.values(at).join(' ')}`, { signal, waits: true });
  try {
    if (runId !== undefined && (await store.referrers.isLooked(at, runId))) return;
    const found = await findReferrers(image, context);
    if (found === undefined) return;
    await use(found.referrers);
    await store.referrers.noteLook(at, { tags: found.tags, runId, now: now() });
  } finally {
    await endTurn?.();
  }
}

async function findReferrers(
  image: ReferrersOf,
  { store, logger, signal }: Pick<JobContext, 'store' | 'logger' | 'signal'>,
): Promise<FoundReferrers | undefined> {
  const { client, reference, manifestDigest } = image;
  try {
    const subject = await subjectOf(image, store);
    const found: Referrer[] = [];
    for await (const one of client.listReferrers(subject, { signal })) found.push(one);
    const to = { repository: `${reference.registry}/${reference.repository}`, subject: manifestDigest };
    await store.referrers.replace(to, found.map(toDocument));
    return { referrers: found, tags: subject.knownTags };
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
): Promise<ReferrerSubject> {
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
