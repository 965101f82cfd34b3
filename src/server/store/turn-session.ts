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
  const open = async () => {
    const client = await connect();
    const forget = () => {
      current = undefined;
    };
    client.on('error', forget).on('end', forget);
    return client;
  };
  const use = async () => {
    current ??= open();
    try {
      return await current;
    } catch (error) {
      current = undefined;
      throw error;
    }
  };
  const inOrder = <T>(ask: () => Promise<T>): Promise<T> => {
    const asked = last.then(ask);
    last = asked.catch(() => undefined);
    return asked;
  };
  return {
    lock: (key) =>
      inOrder(async () => {
        const client = await use();
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
