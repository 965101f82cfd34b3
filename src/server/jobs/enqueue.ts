import type { Kysely } from 'kysely';
import type { Tables } from '#server/store/index.ts';
import type { JobQueue, NewJob } from './job-queue.ts';
import { urgentPriority } from './worker.ts';

/** Who asked for a scan decides which goes first: a person waits for it, a push is news, a run is bulk. */
const priorities = { person: urgentPriority, push: urgentPriority / 2, run: 0 } as const;

export interface AddScans {
  readonly askedBy: keyof typeof priorities;
  readonly within?: Kysely<Tables>;
}

/** Queues scans. */
export function addScans(queue: JobQueue, scanIds: readonly string[], options: AddScans): Promise<void> {
  return queue.add(scanJobs(scanIds, options), options.within);
}

/** Queues scans that ended once more. A job of theirs may be there still: it ends, or is stopped, a moment after its scan. */
export function addScansAgain(queue: JobQueue, scanIds: readonly string[], options: AddScans): Promise<void> {
  const jobs = scanJobs(scanIds, options).map((job) => ({ ...job, replaces: true }));
  return queue.add(jobs, options.within);
}

function scanJobs(scanIds: readonly string[], { askedBy }: AddScans): readonly NewJob[] {
  const priority = priorities[askedBy];
  return scanIds.map((scanId) => ({ queue: 'scan-image', payload: { scanId }, key: scanId, priority }));
}

/** Queues the scan of an archive that lies on this machine. */
export function addUpload(queue: JobQueue, scanId: string, within?: Kysely<Tables>): Promise<void> {
  return queue.add([{ queue: 'scan-upload', payload: { scanId }, key: scanId, priority: urgentPriority }], within);
}

/** Queues the listing of a registry. */
export function addRun(queue: JobQueue, runId: string, within?: Kysely<Tables>): Promise<void> {
  return queue.add([{ queue: 'scan-registry', payload: { runId }, key: runId }], within);
}

/** Queues an update of the advisory database, unless one waits or runs, or in place of that. */
export function addAdvisoryUpdate(queue: JobQueue, options: Pick<NewJob, 'replaces'> = {}): Promise<void> {
  return queue.add([{ queue: 'update-advisories', payload: {}, key: 'one', ...options }]);
}

/** Queues judging what policies may come to otherwise now, unless that waits or runs. */
export function addJudging(queue: Pick<JobQueue, 'add'>): Promise<void> {
  return queue.add([{ queue: 'judge-policies', payload: {}, key: 'one' }]);
}

/** Queues matching what has not been matched with the present advisories, unless that waits or runs. */
export function addRematch(queue: Pick<JobQueue, 'add'>): Promise<void> {
  return queue.add([{ queue: 'rematch-packages', payload: {}, key: 'one' }]);
}
