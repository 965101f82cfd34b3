import { useSyncExternalStore } from 'react';

const stepMs = 30_000;

/** The current time, which moves every half minute, so that ages stay true on a screen that is left open. */
export function useNow(): Date {
  const step = useSyncExternalStore(
    (onChange) => {
      const timer = setInterval(onChange, stepMs);
      return () => clearInterval(timer);
    },
    () => Math.floor(Date.now() / stepMs),
  );
  return new Date(Math.max(step * stepMs, Date.now()));
}
