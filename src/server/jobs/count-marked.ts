import { setImmediate as breathe } from 'node:timers/promises';
import type { Store } from '#server/store/index.ts';
import { addRematch } from './enqueue.ts';
import type { JobQueue } from './job-queue.ts';

/** Sets or images counted by one transaction, for which whoever changes something waits: fewer cost more each. */
const countedAtOnce = 500;
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

/** What touches no more sets or images is counted while somebody waits: some tenths of a second of processor time. */
const countedWhileWaiting = 500;
/** Ratings, sets, images, and once more: whoever else changes something all the time does not make anybody wait. */
const rounds = 4;

/**
 * Does what a change left to do while somebody waits, where that is little; otherwise it is left to the job `rematch-packages`. What is marked is in the
 * database: who dies meanwhile leaves it to that job.
 */
export async function settle(store: Pick<Store, 'matching'>, queue: Pick<JobQueue, 'add'>): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const left = await store.matching.left(countedWhileWaiting + 1);
    if (left === 0) return;
    if (left > countedWhileWaiting) break;
    if ((await store.matching.rateMarked(ratedAtOnce)) === 0) await store.matching.count(countedAtOnce);
  }
  await addRematch(queue);
}
