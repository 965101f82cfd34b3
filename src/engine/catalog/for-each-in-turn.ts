import type { Turns } from '#core/turns.ts';
import { type ConcurrencyOptions, forEachConcurrently } from './for-each-concurrently.ts';

export interface InTurnOptions<T> extends ConcurrencyOptions {
  /** Without them nobody is waited for. */
  readonly turns: Turns | undefined;
  readonly turnOf: (item: T) => string;
}

/**
 * Does `work` for each item, a few at a time, while this caller has its turn. What others are at comes last, and is waited for then: no turn is held meanwhile, so
 * that two who wait for each other's are impossible.
 */
export async function forEachInTurn<T>(
  items: readonly T[],
  { turns, turnOf, ...concurrency }: InTurnOptions<T>,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (turns === undefined) return forEachConcurrently(items, concurrency, work);
  const postponed: T[] = [];
  const inTurn = async (item: T, signal: AbortSignal, waits: boolean) => {
    const endTurn = await turns.take(turnOf(item), { signal, waits });
    if (endTurn === undefined) return void postponed.push(item);
    try {
      await work(item, signal);
    } finally {
      await endTurn();
    }
  };
  await forEachConcurrently(items, concurrency, (item, signal) => inTurn(item, signal, false));
  await forEachConcurrently(postponed, concurrency, (item, signal) => inTurn(item, signal, true));
}
