import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { isDeadlock } from './store-error.ts';

const maxAttempts = 5;

/**
 * Runs a transaction, and once more where PostgreSQL ended it because it and another one waited for each other: `work` must be able to
 * begin anew.
 */
export async function runTransaction<T>(
  db: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isDeadlock(error) || attempt === maxAttempts) throw error;
    }
  }
}
