/** Asks for several things to be read again, but each at most once in a while, however often it is told. */
export interface Refresher {
  refresh(key: readonly unknown[]): void;
  stop(): void;
}

/** A refresher that calls `read` with each key it was told of, `delayMs` after the first telling. */
export function createRefresher(read: (key: readonly unknown[]) => void, delayMs: number): Refresher {
  const waiting = new Map<string, readonly unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const keys = [...waiting.values()];
    waiting.clear();
    for (const key of keys) read(key);
  };
  return {
    refresh(key) {
      waiting.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, delayMs);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting.clear();
    },
  };
}
