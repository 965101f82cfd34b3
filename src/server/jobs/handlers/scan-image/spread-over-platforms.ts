import { formatImageReference } from '#core/image-reference.ts';
import { defaultPlatform } from '#core/platform.ts';
import { distinctImages, type ImagePlatforms, imageFor } from '#engine/image/index.ts';
import type { StoredRegistry, StoredScan } from '#server/store/index.ts';
import { addScans } from '../../enqueue.ts';
import { pastPlatforms } from '../../filters/past-platforms.ts';
import { platformsOf } from '../../filters/platforms-of.ts';
import type { JobContext } from '../../job-context.ts';
import type { Resolved, Resolving } from './resolve-digest.ts';

/**
 * Where all platforms of a registry's images are wanted and a scan names none, as after a push: the scan becomes that of one platform, the one that pulling
 * chooses if it is there, and the others are queued beside it. Returns the scan as it is to go on.
 */
export async function spreadOverPlatforms(
  { client, scan, reference }: Resolving,
  { registry, resolved }: { readonly registry: StoredRegistry; readonly resolved: Resolved },
  context: JobContext,
): Promise<StoredScan> {
  if (registry.allPlatforms !== true || scan.platform !== '') return scan;
  const found = await platformsOf(resolved.digest, { ...context, client, repository: reference });
  const [first, ...rest] = found === undefined ? [] : inOrder(found.images);
  if (found === undefined || first === undefined) return scan;
  const { store, queue, newId, limits } = context;
  const about = {
    reference: formatImageReference(reference),
    registryId: registry.id,
    ...(scan.runId !== undefined && { runId: scan.runId }),
  };
  const isSpread = await store.transaction(async (within) => {
    if (!(await store.scans.settleOn(scan.id, first, within))) return false;
    const added: string[] = [];
    for (const platform of rest) {
      const { scan: one, isNew } = await store.scans.create({ ...about, id: newId(), platform }, within);
      if (isNew) added.push(one.id);
    }
    await addScans(queue, added, { askedBy: scan.runId === undefined ? 'push' : 'run', within });
    return true;
  });
  if (!isSpread) return scan;
  queue.wake();
  if (found.left > 0) await store.scans.createFailed({ ...about, id: newId() }, pastPlatforms(found.left, limits));
  return { ...scan, platform: first };
}

function inOrder(images: ImagePlatforms['images']): readonly string[] {
  const own = imageFor(images, defaultPlatform) ?? images[0];
  return own === undefined ? [] : distinctImages([own, ...images]).map(({ platform }) => platform);
}
