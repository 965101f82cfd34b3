/** Gives the turn back; called once or more. */
export type EndTurn = () => void | Promise<void>;

export interface TakeTurn {
  readonly signal: AbortSignal;
  /** Whether to wait where somebody else has the turn. */
  readonly waits: boolean;
}

/** Has those who are about to do the same thing do it one after another, so that the later ones find it done. */
export interface Turns {
  /**
   * The turn of `key`, once nobody else has it: whoever takes it ends it, whatever happens. Undefined where somebody has it and `waits` is false. After a
   * long wait it is given all the same: a turn spares work, and is no lock. Throws the signal's reason after an abort.
   */
  take(key: string, options: TakeTurn): Promise<EndTurn | undefined>;
}

/** What is waited for may be a large layer from a slow registry; what takes longer is done twice. */
export const longestTurnWaitMs = 10 * 60 * 1000;

/** Turns within this process, in the order in which they are asked for. */
export function createTurns(longestWaitMs = longestTurnWaitMs): Turns {
  /** Of each key whose turn somebody has: who waits for it. */
  const taken = new Map<string, Set<() => void>>();
  const endOf = (key: string): EndTurn => {
    let isEnded = false;
    return () => {
      if (isEnded) return;
      isEnded = true;
      const [next] = taken.get(key) ?? [];
      if (next === undefined) taken.delete(key);
      else next();
    };
  };
  return {
    take: async (key, { signal, waits }) => {
      signal.throwIfAborted();
      const waiting = taken.get(key);
      if (waiting === undefined) {
        taken.set(key, new Set());
        return endOf(key);
      }
      if (!waits) return undefined;
      return (await isGiven(waiting, { signal, longestWaitMs })) ? endOf(key) : noTurn;
    },
  };
}

/** The end of a turn that was not waited for any longer. */
export const noTurn: EndTurn = () => undefined;

/** Waits among others for a turn; false where that took too long. */
function isGiven(
  waiting: Set<() => void>,
  { signal, longestWaitMs }: { readonly signal: AbortSignal; readonly longestWaitMs: number },
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(give);
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const give = () => {
      leave();
      resolve(true);
    };
    const abort = () => {
      leave();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      leave();
      resolve(false);
    }, longestWaitMs);
    waiting.add(give);
    signal.addEventListener('abort', abort, { once: true });
  });
}
