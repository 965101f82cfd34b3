/** Counts failed attempts and says when another may be made. */
export interface AttemptLimiter {
  /** Seconds to wait before another attempt; 0 where one may be made now. */
  waitSeconds(key: string): number;
  /** An attempt counts as failed from before it is made: of many at once no more get through than of many one after the other. */
  begin(key: string): void;
  /** An attempt has not failed after all. */
  takeBack(key: string): void;
  /** Forgets all failures. */
  forget(key: string): void;
}

interface Attempts {
  count: number;
  since: number;
}

/** Keys remembered at most: the oldest are forgotten first, so that made-up names cannot fill the memory. */
const maxKeys = 10_000;

/** Allows so many failures for each key in a window of time. `now` is in milliseconds. */
export function createAttemptLimiter(options: {
  readonly allowed: number;
  readonly windowMs: number;
  readonly now: () => number;
}): AttemptLimiter {
  const attempts = new Map<string, Attempts>();
  const current = (key: string): Attempts | undefined => {
    const found = attempts.get(key);
    if (found !== undefined && options.now() - found.since < options.windowMs) return found;
    attempts.delete(key);
    return undefined;
  };
  return {
    waitSeconds: (key) => {
      const found = current(key);
      if (found === undefined || found.count < options.allowed) return 0;
      return Math.max(1, Math.ceil((found.since + options.windowMs - options.now()) / 1000));
    },
    begin: (key) => {
      const found = current(key) ?? { count: 0, since: options.now() };
      found.count += 1;
      attempts.set(key, found);
      const [oldest] = attempts.keys();
      if (attempts.size > maxKeys && oldest !== undefined) attempts.delete(oldest);
    },
    takeBack: (key) => {
      const found = current(key);
      if (found !== undefined) found.count = Math.max(0, found.count - 1);
    },
    forget: (key) => void attempts.delete(key),
  };
}
