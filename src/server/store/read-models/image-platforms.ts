import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { type ImageRow, imageColumns, presentImage } from './image-row.ts';
import { readViolated } from './listed-policies.ts';

/**
 * True of `l` listed_image where it is the worst of a tag, of those platforms of the tag that `wanted` holds of: each tag has one, whichever of its platforms a
 * filter finds. Of images without a tag it is always true. Looks at the few images of a tag, by their keys.
 */
export function isWorstOfTag(wanted: RawBuilder<boolean>): RawBuilder<boolean> {
  // Within, `l` is the other image, so that what is wanted is written once for both.
  return sql<boolean>`(l.first_tag = '' or exists (
    select from (select l.repository_id, l.rank, l.image_id) own
      join tag named on named.repository_id = own.repository_id and named.image_id = own.image_id
    where not exists (
      select from tag t join listed_image l on l.repository_id = t.repository_id and l.image_id = t.image_id
      where t.repository_id = named.repository_id and t.name = named.name and t.image_id <> own.image_id
        and (l.rank, l.image_id) < (own.rank, own.image_id) and ${wanted})))`;
}

/** More platforms of an image are not shown. */
const mostPlatforms = 200;

/**
 * The images that share a tag with one, in one repository or in any: its platforms, worst first, itself among them. Each is told of once. Undefined where there
 * is no such image.
 */
export async function imagePlatforms(db: Kysely<Tables>, digest: string, repository: string | undefined) {
  const image = await db.selectFrom('image').select('id').where('digest', '=', digest).executeTakeFirst();
  if (image === undefined) return undefined;
  const within = repository === undefined ? sql`true` : sql`own.repository = ${repository}`;
  const { rows } = await sql<ImageRow>`
    select * from (
      select distinct on (l.image_id) l.rank, l.image_id, ${imageColumns}
      from listed_image own
        left join tag named on named.repository_id = own.repository_id and named.image_id = own.image_id
        left join tag t on t.repository_id = named.repository_id and t.name = named.name
        join listed_image l on l.repository_id = own.repository_id and l.image_id = coalesce(t.image_id, own.image_id)
      where own.image_id = ${image.id} and ${within} order by l.image_id, l.repository) found
    order by rank, image_id limit ${mostPlatforms}`.execute(db);
  const violated = await readViolated(db, rows);
  return { items: rows.map((row) => presentImage(row, violated)) };
}
