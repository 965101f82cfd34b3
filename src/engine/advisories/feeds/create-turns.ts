import { setImmediate } from 'node:timers/promises';

const turnMs = 20;

/** Gives way to the rest of the process every 20 ms of work, and stops where `signal` says so. Call it once a record. */
export function createTurns(signal: AbortSignal): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < turnMs) return undefined;
    return setImmediate().then(() => {
      signal.throwIfAborted();
      last = performance.now();
    });
  };
}
