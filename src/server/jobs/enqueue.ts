import type { Kysely } from 'kysely';
import type { Tables } from '#server/store/index.ts';
import type { JobQueue } from './job-queue.ts';
import { urgentPriority } from './worker.ts';

/** Who asked for a scan decides which goes first: a person waits for it, a push is news, a run is bulk. */
const priorities = { person: urgentPriority, push: urgentPriority / 2, run: 0 } as const;

/** Queues scans. */
export function addScans(
  queue: JobQueue,
  scanIds: readonly string[],
  options: { readonly askedBy: keyof typeof priorities; readonly within?: Kysely<Tables> },
): Promise<void> {
  const priority = priorities[options.askedBy];
  const jobs = scanIds.map((scanId) => ({ queue: 'scan-image', payload: { scanId }, key: scanId, priority }));
  return queue.add(jobs, options.within);
}

/** Queues the scan of an archive that lies on this machine. */
export function addUpload(queue: JobQueue, scanId: string, within?: Kysely<Tables>): Promise<void> {
  return queue.add([{ queue: 'scan-upload', payload: { scanId }, key: scanId, priority: urgentPriority }], within);
}

/** Queues the listing of a registry. */
export function addRun(queue: JobQueue, runId: string, within?: Kysely<Tables>): Promise<void> {
  return queue.add([{ queue: 'scan-registry', payload: { runId }, key: runId }], within);
}

/** Queues an update of the advisory database, unless one waits or runs. */
export function addAdvisoryUpdate(queue: JobQueue): Promise<void> {
  return queue.add([{ queue: 'update-advisories', payload: {}, key: 'one' }]);
}

/** Queues judging what policies may come to otherwise now, unless that waits or runs. */
export function addJudging(queue: Pick<JobQueue, 'add'>): Promise<void> {
  return queue.add([{ queue: 'judge-policies', payload: {}, key: 'one' }]);
}

/** Queues matching what has not been matched with the present advisories, unless that waits or runs. */
export function addRematch(queue: Pick<JobQueue, 'add'>): Promise<void> {
  return queue.add([{ queue: 'rematch-packages', payload: {}, key: 'one' }]);
}
