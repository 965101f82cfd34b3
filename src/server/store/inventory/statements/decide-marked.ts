import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../../schema.ts';
import { nameImagesExcepted } from '../exceptions/name-exceptions.ts';
import { markImages } from '../mark-holders.ts';
import { judgeImages } from './judge-images.ts';

/** Marks repositories, which a query gives by number, so that what is suppressed in their images is decided anew. */
export async function markToDecide(db: Kysely<Tables>, repositories: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into repository_to_decide (repository_id) ${repositories}
    on conflict (repository_id) do update set after_image = 0`.execute(db);
}

/**
 * Looks which exceptions are in some images of marked repositories, decides what is suppressed in them, and marks them to be counted; returns how many, 0
 * where none is left. Within a transaction that nobody else marks in.
 */
export async function decideMarked(db: Kysely<Tables>, atOnce: number): Promise<number> {
  const { rows } = await sql<{ repository_id: number; image_id: number }>`
    select d.repository_id, n.image_id from repository_to_decide d
      join repository_image n on n.repository_id = d.repository_id and n.image_id > d.after_image
    order by d.repository_id, n.image_id limit ${atOnce}`.execute(db);
  const images = [...new Set(rows.map(({ image_id }) => image_id))];
  if (images.length > 0) {
    await nameImagesExcepted(db, images);
    await markImages(db, await judgeImages(db, images));
  }
  await strikeOff(db, rows.length < atOnce ? undefined : rows.at(-1));
  return rows.length;
}

async function strikeOff(
  db: Kysely<Tables>,
  last: { readonly repository_id: number; readonly image_id: number } | undefined,
): Promise<void> {
  if (last === undefined) {
    await sql`delete from repository_to_decide`.execute(db);
    return;
  }
  await sql`delete from repository_to_decide where repository_id < ${last.repository_id}`.execute(db);
  await sql`
    update repository_to_decide set after_image = ${last.image_id} where repository_id = ${last.repository_id}`.execute(
    db,
  );
}
