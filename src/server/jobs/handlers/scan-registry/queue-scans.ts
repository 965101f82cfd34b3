import { formatImageReference } from '#core/image-reference.ts';
import type { RunTag } from '#server/store/index.ts';
import { addScans } from '../../enqueue.ts';
import type { JobContext } from '../../job-context.ts';
import { hostOf } from '../../registry-access.ts';
import type { Run } from './run.ts';

/** Tags whose scans are added by one transaction. */
const tagsAtOnce = 200;

/** Queues the scans of tags that are kept; those that the run has already, from before it was interrupted, stay as they are. */
export async function queueScans(
  kept: readonly RunTag[],
  { runId, registry }: Run,
  { store, queue, newId }: JobContext,
): Promise<void> {
  for (let start = 0; start < kept.length; start += tagsAtOnce) {
    await store.transaction(async (within) => {
      const scanIds: string[] = [];
      for (const { repository, tag } of kept.slice(start, start + tagsAtOnce)) {
        if (tag === undefined) continue;
        const reference = formatImageReference({ registry: hostOf(registry.path), repository, tag });
        const added = await store.scans.create({ id: newId(), reference, registryId: registry.id, runId }, within);
        if (added.isNew) scanIds.push(added.scan.id);
      }
      await addScans(queue, scanIds, { isUrgent: false, within });
    });
  }
}
