import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { countRows } from './count-listed.ts';
import { findOut, forAll, imageConditions } from './image-filter.ts';
import { imageOrder } from './image-orders.ts';
import { isWorstOfTag } from './image-platforms.ts';
import { type ImageRow, imageColumns, presentImage } from './image-row.ts';
import { type Page, pageOf } from './keyset.ts';
import type { ImageListing } from './list-images.ts';
import { readViolated } from './listed-policies.ts';

/** The image list with one entry for each tag of a repository: of its platforms, the worst that the filter finds. */
export async function listRolledUp(db: Kysely<Tables>, listing: ImageListing) {
  const { sort, reverse, cursor, limit, isCounted, ...filter } = listing;
  const order = imageOrder(sort, reverse);
  const wanted = imageConditions(filter, forAll(await findOut(db, filter)));
  const shown = sql<boolean>`${wanted} and ${isWorstOfTag(wanted)}`;
  const { rows } = await sql<ImageRow & { readonly page_key: unknown }>`
    select ${imageColumns}, ${order.key} as page_key from listed_image l
    where ${shown} and ${order.after(cursor)} order by ${order.orderBy} limit ${limit + 1}`.execute(db);
  const violated = await readViolated(db, rows);
  const page = pageOf(rows, limit, (row) => presentImage(row, violated));
  if (cursor !== undefined || isCounted === false) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  return { ...page, ...(await countRows(db, shown)) } satisfies Page<unknown>;
}
