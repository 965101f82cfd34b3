import { PlimsollError } from '#core/errors.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import { formatPlatform } from '#core/platform.ts';
import type { TagFacts } from '#core/registry-filters.ts';
import { ImageError, openImage } from '#engine/image/index.ts';
import { type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { ManifestFacts } from '#server/store/index.ts';
import type { JobContext } from '../job-context.ts';
import { inParallel } from './in-parallel.ts';

export interface FactsContext extends Pick<JobContext, 'limits' | 'logger' | 'signal' | 'temporaryDirectory'> {
  readonly store: Pick<JobContext['store'], 'manifests'>;
  readonly client: RegistryClient;
  /** Registry and repository. */
  readonly repository: Pick<ImageReference, 'registry' | 'repository'>;
}

/**
 * Completes what is known of tags, in their order: one HEAD for each, and manifest and configuration, not layers, where the digest is met for the first
 * time. A tag that cannot be asked for stays as it is: its scan will tell why.
 */
export async function askForFacts(tags: readonly TagFacts[], context: FactsContext): Promise<readonly TagFacts[]> {
  const heads = await inParallel(tags, (tag) => askForDigest(tag, context));
  const known = await factsOf(
    heads.flatMap(({ digest }) => digest ?? []),
    context,
  );
  return heads.map((tag) => {
    const facts = tag.digest === undefined ? undefined : known.get(tag.digest);
    if (facts === undefined) return tag;
    const { createdAt, size, artifact } = facts;
    return { ...tag, createdAt: tag.createdAt ?? createdAt, size: tag.size ?? size, artifact };
  });
}

/** What manifests are, each asked for where it is met for the first time; one that cannot be read is left out. */
export async function factsOf(
  digests: readonly string[],
  context: FactsContext,
): Promise<ReadonlyMap<string, ManifestFacts>> {
  const distinct = [...new Set(digests)];
  const known = new Map(await context.store.manifests.facts(distinct));
  const unknown = distinct.filter((digest) => !known.has(digest));
  const read = await inParallel(unknown, (digest) => readFacts(digest, context).catch((error: unknown) => ({ error })));
  const found = read.flatMap((one) => (one === undefined || 'error' in one ? [] : [one]));
  await context.store.manifests.keep(found);
  const failed = read.find((facts) => facts !== undefined && 'error' in facts);
  if (failed !== undefined) throw failed.error;
  for (const facts of found) known.set(facts.digest, facts);
  return known;
}

/** A tag with the digest that it names, asked for where it is not known; without one where it cannot be asked for. */
export async function askForDigest(tag: TagFacts, { client, repository, signal }: FactsContext): Promise<TagFacts> {
  if (tag.digest !== undefined) return tag;
  try {
    const { digest } = await client.headManifest({ ...repository, tag: tag.tag }, { signal });
    return { ...tag, digest };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RegistryError) || error.code === 'registry/rate-limited') throw error;
    return tag;
  }
}

/** What is known already of tags whose digest the listing told. */
export async function addKnownArtifacts(
  tags: readonly TagFacts[],
  manifests: JobContext['store']['manifests'],
): Promise<readonly TagFacts[]> {
  const known = await manifests.facts([...new Set(tags.flatMap(({ digest }) => digest ?? []))]);
  return tags.map((tag) => ({ ...tag, artifact: known.get(tag.digest ?? '')?.artifact }));
}

/** Date and size of an image, of an index those of the image that would be scanned; or what it is instead of an image. */
async function readFacts(digest: string, context: FactsContext): Promise<ManifestFacts | undefined> {
  const { client, repository, limits, logger, signal, temporaryDirectory } = context;
  const reference = `${formatImageReference(repository)}@${digest}`;
  try {
    const image = await openImage(reference, {
      context: { registryOf: () => client, temporaryDirectory, limits, logger, signal },
    });
    await image.close();
    const created = new Date(image.identity.config.created ?? Number.NaN);
    const createdAt = Number.isNaN(created.getTime()) ? undefined : created;
    const { size, platform } = image.identity;
    return { digest, createdAt, size, platform: formatPlatform(platform) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PlimsollError) || error.code === 'registry/rate-limited') throw error;
    if (!(error instanceof ImageError) || error.artifact === undefined) return undefined;
    return { digest, createdAt: undefined, size: undefined, artifact: error.artifact };
  }
}
