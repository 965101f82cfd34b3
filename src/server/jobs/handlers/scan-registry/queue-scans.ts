import type { Kysely } from 'kysely';
import { parseDigest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import { catalogerSet } from '#engine/catalog/index.ts';
import type { RunTag, Tables } from '#server/store/index.ts';
import { addScans } from '../../enqueue.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import type { FoundRepository } from './list-repositories.ts';
import type { Run } from './run.ts';

/** Tags whose scans are added by one transaction. */
const tagsAtOnce = 200;

interface Wanted {
  readonly reference: ImageReference;
  /** Empty where the registry's settings name none. */
  readonly platform: string;
  readonly digest: string | undefined;
}

/** The repository whose tags are queued, and what for. */
interface Queueing extends FoundRepository {
  readonly run: Run;
  readonly context: JobContext;
}

/**
 * Queues the scans of tags that are kept, one for each platform; those that the run has already, from before it was interrupted, stay as they are. A tag
 * that names what it named when it was last scanned is done with that.
 */
export async function queueScans(kept: readonly RunTag[], { run, context, ...repository }: Queueing): Promise<void> {
  const { store, queue } = context;
  const wanted = kept.flatMap((tag) => wantedOf(tag, repository, run));
  for (let start = 0; start < wanted.length; start += tagsAtOnce) {
    await store.transaction(async (within) => {
      if (!(await store.runs.hold(run.runId, within))) throw new JobError('jobs/cancelled', 'the run was cancelled');
      const scanIds: string[] = [];
      for (const one of wanted.slice(start, start + tagsAtOnce)) {
        const scanId = await addScan(one, run, context, within);
        if (scanId !== undefined) scanIds.push(scanId);
      }
      await addScans(queue, scanIds, { askedBy: 'run', within });
    });
  }
}

function wantedOf({ tag, digest }: RunTag, repository: FoundRepository, { registry }: Run): readonly Wanted[] {
  if (tag === undefined) return [];
  const reference = { registry: repository.registry, repository: repository.repository, tag };
  const platforms = registry.platforms.length === 0 ? [''] : registry.platforms;
  return platforms.map((platform) => ({ reference, platform, digest }));
}

/** The id of the scan whose job must be queued, if there is one. */
async function addScan(
  { reference, platform, digest }: Wanted,
  { runId, registry }: Run,
  context: JobContext,
  within: Kysely<Tables>,
): Promise<string | undefined> {
  const { store, newId, now } = context;
  const scanId = newId();
  const scan = { registryId: registry.id, runId, platform };
  const targetDigest = parseDigest(digest ?? '');
  if (targetDigest !== undefined) {
    const named = { ...scan, scanId, reference, targetDigest, catalogers: catalogerSet(context), now: now() };
    if (await store.images.addUnchanged(named, within)) return undefined;
  }
  const added = await store.scans.create({ ...scan, id: scanId, reference: formatImageReference(reference) }, within);
  return added.isNew ? added.scan.id : undefined;
}
