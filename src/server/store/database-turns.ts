import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage } from '#core/errors.ts';
import type { Logger } from '#core/logger.ts';
import { createTurns, type EndTurn, longestTurnWaitMs, noTurn, type TakeTurn, type Turns } from '#core/turns.ts';
import type { Database } from './database.ts';
import { createTurnSession } from './turn-session.ts';

/** Turns that are shared by all processes on one database. */
export interface DatabaseTurns extends Turns {
  close(): Promise<void>;
}

export interface DatabaseTurnsOptions {
  readonly logger: Logger;
  readonly longestWaitMs?: number;
}

/** How often it is looked whether another process has ended its turn. */
const pollMs = 500;

/**
 * Turns as advisory locks of a connection of their own, which PostgreSQL takes back from a process that dies. Within the process they go in order, and one at a
 * time asks the database. Where that cannot be asked, the turn is given: the work is done twice at worst.
 */
export function createDatabaseTurns(
  database: Pick<Database, 'connect'>,
  { logger, longestWaitMs = longestTurnWaitMs }: DatabaseTurnsOptions,
): DatabaseTurns {
  const own = createTurns(longestWaitMs);
  const session = createTurnSession(database);
  const claim = async (key: string, { signal, waits }: TakeTurn): Promise<EndTurn | undefined> => {
    for (let waitedMs = 0; waitedMs <= longestWaitMs; waitedMs += pollMs) {
      const unlock = await session.lock(key);
      if (unlock !== undefined || !waits) return unlock;
      await delay(pollMs, undefined, { signal });
    }
    return noTurn;
  };
  return {
    take: async (key, options) => {
      const endOwn = await own.take(key, options);
      if (endOwn === undefined) return undefined;
      try {
        const endClaim = await claim(key, options);
        if (endClaim === undefined) await endOwn();
        return (
          endClaim &&
          (async () => {
            await endClaim();
            await endOwn();
          })
        );
      } catch (error) {
        if (options.signal.aborted) await endOwn();
        options.signal.throwIfAborted();
        logger.warn({ error: errorMessage(error) }, 'cannot ask other processes what they read');
        return endOwn;
      }
    },
    close: () => session.close(),
  };
}
