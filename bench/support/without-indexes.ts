import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/store/index.ts';

/** Tables whose indexes are made anew at the end, and those that are needed until then; what constraints stand on stays. */
export type NeededIndexes = Readonly<Record<string, readonly string[]>>;

/** Does something with most indexes of some tables gone, and makes these again in one go: a fraction of the cost of an entry for each row as it comes. */
export async function withoutIndexes(
  db: Kysely<Tables>,
  needed: NeededIndexes,
  fill: () => Promise<void>,
): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid::regclass::text = any(${Object.keys(needed)}::text[])
      and i.indexrelid::regclass::text <> all(${Object.values(needed).flat()}::text[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db);
  await fill();
  for (const { definition } of rows) await sql.raw(definition).execute(db);
}
