import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/store/index.ts';
import { withoutIndexes } from './without-indexes.ts';

/** What keeps the listing, by the table that it follows. */
const followers = [
  ['repository_image', 'list_new_names'],
  ['tag', 'list_new_tags'],
  ['image_totals', 'list_first_totals'],
  ['image_totals', 'list_changed_totals'],
] as const;
/** Needed while images are listed; all others are made anew at the end. */
const needed = { listed_image: ['listed_image_worst_of', 'listed_image_image'] };
const listedAtOnce = 5000;

/** Does something with the listing left alone, then lists all images: rows are written once, and most indexes made in one go. */
export async function listAtOnce(db: Kysely<Tables>, fill: () => Promise<void>): Promise<void> {
  for (const [table, trigger] of followers) {
    await sql`alter table ${sql.table(table)} disable trigger ${sql.ref(trigger)}`.execute(db);
  }
  await withoutIndexes(db, needed, async () => {
    await fill();
    await listAll(db);
  });
  for (const [table, trigger] of followers) {
    await sql`alter table ${sql.table(table)} enable trigger ${sql.ref(trigger)}`.execute(db);
  }
}

async function listAll(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ id: number }>`select id from image order by id`.execute(db);
  const ids = rows.map(({ id }) => id);
  for (let start = 0; start < ids.length; start += listedAtOnce) {
    await sql`select list_images(${ids.slice(start, start + listedAtOnce)}::bigint[])`.execute(db);
  }
}
