import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../schema.ts';
import { markImages } from '../mark-holders.ts';
import { imagesStatedOn, judgeImages } from './judge-images.ts';
import { judgePackages } from './judge-packages.ts';

/** Whoever makes an exception in more images does not wait until it has been weighed in each. */
const usuallyAtOnce = 500;

/**
 * Decides anew what is suppressed of the findings that bear some names of vulnerabilities, after statements or exceptions on them have changed, everywhere
 * and in images; `images` are those of which it is known that they are touched. Marks what is to be counted, and images that are many to be decided
 * before.
 */
export async function judgeNamedFindings(
  db: Kysely<Tables>,
  { names, images }: { readonly names: readonly string[]; readonly images: readonly number[] },
  atOnce = usuallyAtOnce,
): Promise<void> {
  const all = await judgePackages(db, [...new Set(names)]);
  const touched = [...new Set([...images, ...(await imagesStatedOn(db, all))])];
  if (touched.length > atOnce) {
    await sql`insert into image_to_decide select unnest(${touched}::bigint[]) on conflict do nothing`.execute(db);
  } else await markImages(db, await judgeImages(db, touched));
}

/** Decides what is suppressed in some of the marked images, and marks them to be counted; returns how many, 0 where none was marked. */
export async function decideMarkedImages(db: Kysely<Tables>, atOnce: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    delete from image_to_decide where image_id in (select image_id from image_to_decide order by image_id limit ${atOnce})
    returning image_id as id`.execute(db);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await markImages(db, await judgeImages(db, ids));
  return ids.length;
}
