import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';
import { toJson } from './to-json.ts';

/** Whose ratings decide on severity, before the usual order (see `MatchOptions.severityFrom`); none unless it has been set. */
export async function severityOrder(db: Kysely<Tables>): Promise<readonly string[]> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', 'severity-from').executeTakeFirst();
  return Array.isArray(row?.value) ? row.value.filter((name) => typeof name === 'string') : [];
}

/** Sets whose ratings decide, and marks all packages with findings to be rated anew: in the same transaction, so that none is forgotten. */
export async function setSeverityOrder(db: Kysely<Tables>, order: readonly string[]): Promise<void> {
  const row = { name: 'severity-from', value: toJson(order) };
  await db
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value }))
    .execute();
  await sql`
    insert into package_to_rate select distinct package_id from package_vulnerability on conflict do nothing`.execute(
    db,
  );
}
