import { addRematch } from '../enqueue.ts';
import type { JobServices } from '../job-context.ts';

/** Ends the exceptions whose last day is over. What counts again then is marked, and counted by the job that this queues. */
export async function expireExceptions({
  store,
  queue,
  now,
}: Pick<JobServices, 'store' | 'queue' | 'now'>): Promise<void> {
  if ((await store.exceptions.expire(now())) > 0) await addRematch(queue);
}
