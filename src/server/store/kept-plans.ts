import { type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import type pg from 'pg';

const mark = '/* plan kept */ ';

/**
 * Begins a query that each connection has parsed and planned once (postgresql.org/docs/current/sql-prepare.html): for what screens ask for all the time, and
 * whose best plan is the same whatever its parameters are. That is not so of lists of ids, of limits as parameters, and of what some have much more of than others.
 */
export const planKept = sql.raw(mark);

/** Each takes some tens of kilobytes of a connection's memory: one that has more is closed after its present use, and what is asked for often is soon kept by another. */
const keptAtMost = 100;

/** The connections of a pool, for Kysely: they keep the plans of queries that say so. */
export function keepPlans(pool: pg.Pool): PostgresPool {
  const keeping = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const known = keeping.get(client) ?? keepOn(client);
      keeping.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function keepOn(client: pg.PoolClient): PostgresPoolClient {
  const names = new Map<string, string>();
  let isSpent = false;
  const query = async (text: string, parameters: readonly unknown[]) => {
    const values = [...parameters];
    if (isSpent || !text.startsWith(mark)) return client.query(text, values);
    const name = names.get(text) ?? `plan-${names.size}`;
    names.set(text, name);
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      if (!isOutdated(error)) throw error;
      isSpent = true;
      return client.query(text, values);
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || isSpent || names.size > keptAtMost),
  };
}

/** A migration, by a newer version of the service, has changed what a kept plan returns. */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '0A000';
}
