import type pg from 'pg';
import type { Database } from './database.ts';

/** Advisory locks of one connection: PostgreSQL takes them back when that ends, however it ends. */
export interface TurnSession {
  /** Locks a key unless another connection has it; returns what unlocks it. Throws where the database cannot be asked. */
  lock(key: string): Promise<(() => Promise<void>) | undefined>;
  close(): Promise<void>;
}

/** The first half of the locks' names; the other is a digest of the key. Two keys of one digest wait for each other, which does no harm. */
const lockClass = 7_265_310;

/** A connection that is made at first use, and again where it broke; it is asked one thing at a time. */
export function createTurnSession({ connect }: Pick<Database, 'connect'>): TurnSession {
  let current: Promise<pg.Client> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const open = (): Promise<pg.Client> => {
    // One that breaks says so more than once, and by then another one may be in its place.
    const forget = () => {
      if (current === made) current = undefined;
    };
    const made = connect().then((client) => client.on('error', forget).on('end', forget));
    made.catch(forget);
    return made;
  };
  const inOrder = <T>(ask: () => Promise<T>): Promise<T> => {
    const asked = last.then(ask);
    last = asked.catch(() => undefined);
    return asked;
  };
  return {
    lock: (key) =>
      inOrder(async () => {
        current ??= open();
        const client = await current;
        const text = 'select pg_try_advisory_lock($1::int, hashtext($2)) as got';
        const { rows } = await client.query<{ got: boolean }>(text, [lockClass, key]);
        if (rows[0]?.got !== true) return undefined;
        // What a connection that broke has locked is free already.
        return () =>
          inOrder(() => client.query('select pg_advisory_unlock($1::int, hashtext($2))', [lockClass, key])).then(
            () => undefined,
            () => undefined,
          );
      }),
    close: () =>
      inOrder(async () => {
        await (await current)?.end();
      }),
  };
}
