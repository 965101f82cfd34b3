import type { Kysely } from 'kysely';
import { parseDigest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import { catalogerSet } from '#engine/catalog/index.ts';
import { distinctImages } from '#engine/image/index.ts';
import type { Tables } from '#server/store/index.ts';
import { addScans } from '../../enqueue.ts';
import { pastPlatforms } from '../../filters/past-platforms.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import type { DecidedTag } from './decide-repository.ts';
import type { FoundRepository } from './list-repositories.ts';
import type { Run } from './run.ts';

/** Tags whose scans are added by one transaction. */
const tagsAtOnce = 200;

interface Wanted {
  readonly reference: ImageReference;
  /** Empty where none is wanted by name. */
  readonly platform: string;
  readonly digest: string | undefined;
  /** It is scanned although it is unchanged. */
  readonly isDue: boolean;
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
export async function queueScans(
  kept: readonly DecidedTag[],
  { run, context, ...repository }: Queueing,
): Promise<void> {
  const { store, queue } = context;
  if (kept.length === 0) return;
  const before = new Date(context.now().getTime() - context.referrersEveryMs);
  const due = await store.referrers.due({ ...repository, runId: run.runId, before });
  for (let start = 0; start < kept.length; start += tagsAtOnce) {
    const tags = kept.slice(start, start + tagsAtOnce);
    await store.transaction(async (within) => {
      if (!(await store.runs.hold(run.runId, within))) throw new JobError('jobs/cancelled', 'the run was cancelled');
      const names = tags.flatMap(({ tag }) => tag ?? []);
      await store.images.hold(`${repository.registry}/${repository.repository}`, names, within);
      const scanIds: string[] = [];
      for (const one of tags.flatMap((tag) => wantedOf(tag, repository, { run, due }))) {
        const scanId = await addScan(one, run, context, within);
        if (scanId !== undefined) scanIds.push(scanId);
      }
      await addScans(queue, scanIds, { askedBy: 'run', within });
    });
    for (const { tag, left = 0 } of tags)
      if (left > 0) await noteLeft({ ...repository, ...(tag !== undefined && { tag }) }, left, { run, context });
  }
}

function wantedOf(
  { tag, digest, images }: DecidedTag,
  repository: FoundRepository,
  { run: { platforms }, due }: { readonly run: Run; readonly due: ReadonlySet<string> },
): readonly Wanted[] {
  if (tag === undefined) return [];
  const reference = { registry: repository.registry, repository: repository.repository, tag };
  const named = platforms.all ? distinctImages(images ?? []).map(({ platform }) => platform) : platforms.named;
  const wanted = named.length === 0 ? [''] : named;
  return wanted.map((platform) => ({ reference, platform, digest, isDue: due.has(tag) }));
}

/** What an index holds past the limit is not scanned: that must be seen. */
async function noteLeft(
  reference: ImageReference,
  left: number,
  { run, context }: Omit<Queueing, keyof FoundRepository>,
) {
  const { store, newId, limits } = context;
  const scan = {
    id: newId(),
    reference: formatImageReference(reference),
    registryId: run.registry.id,
    runId: run.runId,
  };
  await store.scans.createFailed(scan, pastPlatforms(left, limits));
}

/** The id of the scan whose job must be queued, if there is one. */
async function addScan(
  { reference, platform, digest, isDue }: Wanted,
  { runId, registry }: Run,
  context: JobContext,
  within: Kysely<Tables>,
): Promise<string | undefined> {
  const { store, newId, now } = context;
  const scanId = newId();
  const scan = { registryId: registry.id, runId, platform };
  const targetDigest = parseDigest(digest ?? '');
  if (targetDigest !== undefined && !isDue) {
    const named = { ...scan, scanId, reference, targetDigest, catalogers: catalogerSet(context), now: now() };
    if (await store.images.addUnchanged(named, within)) return undefined;
  }
  const added = await store.scans.create({ ...scan, id: scanId, reference: formatImageReference(reference) }, within);
  return added.isNew ? added.scan.id : undefined;
}
