/** Counts what is sent. */
export interface SendCounter {
  add(): void;
  /** Over the last seconds, at least 1. */
  perSecond(): number;
}

const windowMs = 5_000;

/** A counter over two windows, one that fills up and the one before. */
export function createSendCounter(now: () => number): SendCounter {
  let startedAt = now();
  let count = 0;
  let before: number | undefined;
  const turn = () => {
    const age = now() - startedAt;
    if (age < windowMs) return;
    before = age < 2 * windowMs ? count : 0;
    startedAt = now();
    count = 0;
  };
  return {
    add: () => {
      turn();
      count += 1;
    },
    perSecond: () => {
      turn();
      const ageMs = now() - startedAt + (before === undefined ? 0 : windowMs);
      return Math.max(1, ((count + (before ?? 0)) * 1000) / Math.max(1000, ageMs));
    },
  };
}
