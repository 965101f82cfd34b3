import { setImmediate as breathe } from 'node:timers/promises';
import type { Store } from '#server/store/index.ts';
import { addRematch } from './enqueue.ts';
import type { JobQueue } from './job-queue.ts';

/** Sets or images counted by one transaction. */
const countedAtOnce = 2_000;
/** Packages whose findings are rated by one transaction. */
const ratedAtOnce = 500;

/** Counts all that is marked to be. */
export async function countAll({ matching }: Pick<Store, 'matching'>, signal: AbortSignal): Promise<void> {
  while (await matching.count(countedAtOnce)) {
    signal.throwIfAborted();
    await breathe();
  }
}

/** Does what is left to do after a setting has changed what counts. What is left when the signal ends it is found by the next. */
export async function rateAndCount(store: Pick<Store, 'matching'>, signal: AbortSignal): Promise<void> {
  while ((await store.matching.rateMarked(ratedAtOnce)) > 0) {
    signal.throwIfAborted();
    await breathe();
  }
  await countAll(store, signal);
}

/** As long as somebody who has changed a setting waits for what comes of it. */
const patienceMs = 5_000;

/** Does what a change of settings left to do while somebody waits; what takes longer is done by the job `rematch-packages`. */
export async function settle(store: Pick<Store, 'matching'>, queue: Pick<JobQueue, 'add'>): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await rateAndCount(store, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    await addRematch(queue);
  }
}
