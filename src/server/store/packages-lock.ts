import { type Kysely, sql } from 'kysely';
import { runTransaction } from './run-transaction.ts';
import type { Tables } from './schema.ts';

/** Whoever writes packages holds this lock, so that totals never miss a change. */
const packagesLock = 7_265_302;

/** Runs a transaction that writes packages, after those of others that do. */
export function lockPackages<T>(db: Kysely<Tables>, write: (transaction: Kysely<Tables>) => Promise<T>): Promise<T> {
  return runTransaction(db, async (transaction) => {
    await sql`select pg_advisory_xact_lock(${packagesLock})`.execute(transaction);
    return write(transaction);
  });
}
