import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../schema.ts';
import { markImages } from '../mark-holders.ts';
import { markToDecide } from './decide-marked.ts';
import { imagesStatedOn, judgeImages } from './judge-images.ts';
import { judgePackages } from './judge-packages.ts';

/** Whoever changes what is true in more images does not wait until it has been decided in each. */
export const usuallyDecided = 500;

/**
 * Decides anew what is suppressed of the findings that bear some names of vulnerabilities, after statements or exceptions on them have changed, everywhere
 * and in images; `images` are those of which it is known that they are touched. Marks what is to be counted, and where images are more than `atOnce` their
 * repositories to be decided before.
 */
export async function judgeNamedFindings(
  db: Kysely<Tables>,
  { names, images }: { readonly names: readonly string[]; readonly images: readonly number[] },
  atOnce = usuallyDecided,
): Promise<void> {
  const all = await judgePackages(db, [...new Set(names)]);
  const touched = [...new Set([...images, ...(await imagesStatedOn(db, all))])];
  const decided = touched.length > atOnce ? await leaveNamed(db, touched) : touched;
  await markImages(db, await judgeImages(db, decided));
}

/** Marks the repositories of images to be decided; returns the images that are in none. */
async function leaveNamed(db: Kysely<Tables>, images: readonly number[]): Promise<readonly number[]> {
  await markToDecide(
    db,
    sql`select distinct repository_id from repository_image where image_id = any(${images}::bigint[])`,
  );
  const { rows } = await sql<{ id: number }>`
    select i.id from unnest(${images}::bigint[]) as i(id)
    where not exists (select from repository_image n where n.image_id = i.id)`.execute(db);
  return rows.map(({ id }) => id);
}
