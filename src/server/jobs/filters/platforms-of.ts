import { PlimsollError } from '#core/errors.ts';
import { formatImageReference } from '#core/image-reference.ts';
import { type ImagePlatforms, listPlatforms } from '#engine/image/index.ts';
import type { FactsContext } from './tag-facts.ts';

/**
 * Of which platforms a manifest has images: as kept, or else as its index says, which is asked for once. Undefined where it cannot be read; its scan will tell
 * why.
 */
export async function platformsOf(digest: string, context: FactsContext): Promise<ImagePlatforms | undefined> {
  const { client, repository, store, limits, logger, signal, temporaryDirectory } = context;
  const kept = (await store.manifests.platforms([digest])).get(digest);
  if (kept !== undefined) return kept;
  const reference = `${formatImageReference(repository)}@${digest}`;
  try {
    const found = await listPlatforms(reference, {
      registryOf: () => client,
      temporaryDirectory,
      limits,
      logger,
      signal,
    });
    await store.manifests.keepPlatforms(digest, found);
    return found;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PlimsollError) || error.code === 'registry/rate-limited') throw error;
    return undefined;
  }
}
