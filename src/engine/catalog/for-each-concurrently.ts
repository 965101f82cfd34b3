export interface ConcurrencyOptions {
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

/**
 * Does `work` for each item, a few at a time, in order. The first that fails ends the others, through the signal that each is
 * given, and is thrown once they have ended.
 */
export async function forEachConcurrently<T>(
  items: readonly T[],
  { atOnce, signal }: ConcurrencyOptions,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const waiting = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      either.throwIfAborted();
      await work(item, either);
    }
  };
  const guarded = async (): Promise<void> => {
    try {
      await worker();
    } catch (error) {
      failures.push(error);
      stop.abort(error);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, guarded));
  if (failures.length > 0) throw failures[0];
  signal.throwIfAborted();
}
