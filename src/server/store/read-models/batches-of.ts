import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';

const rowsAtOnce = 1000;

/**
 * The rows of a query, however many, a thousand at a time: through a cursor of the database, so that neither it nor we hold them all, and
 * that all are of one state of it (postgresql.org/docs/current/sql-declare.html). Ends its transaction where the reader stops early.
 */
export async function* batchesOf<Row>(db: Kysely<Tables>, query: RawBuilder<Row>): AsyncGenerator<readonly Row[]> {
  const transaction = await db.startTransaction().setAccessMode('read only').execute();
  try {
    await sql`declare exported no scroll cursor for ${query}`.execute(transaction);
    for (;;) {
      const { rows } = await sql<Row>`fetch forward ${sql.lit(rowsAtOnce)} from exported`.execute(transaction);
      if (rows.length > 0) yield rows;
      if (rows.length < rowsAtOnce) return;
    }
  } finally {
    await transaction.rollback().execute();
  }
}
