import type { ListingProblem } from '#engine/registry/index.ts';
import type { JobContext } from '../../job-context.ts';
import { hostOf } from '../../registry-access.ts';
import type { Run } from './run.ts';

/** Keeps what a listing leaves out as failed scans of the run; a dry run scans nothing, and only logs. */
export async function noteProblems(
  problems: readonly ListingProblem[],
  { runId, registry, isDry }: Run,
  { store, logger, newId }: JobContext,
): Promise<void> {
  for (const { code, host = hostOf(registry.path), subject, message } of problems) {
    const reference = [host, ...(subject === undefined ? [] : [subject])].join('/').slice(0, 1024);
    if (isDry) logger.info({ run: runId, reference, code }, 'left out of a listing');
    else await store.scans.createFailed({ id: newId(), reference, registryId: registry.id, runId }, { code, message });
  }
}
