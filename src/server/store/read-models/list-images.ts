import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { batchesOf } from './batches-of.ts';
import { countListed, countRows } from './count-listed.ts';
import { findOut, type ImageFilter, imageConditions } from './image-filter.ts';
import { type ImageSort, imageOrder } from './image-orders.ts';
import { isWorstOfTag, platformsOfTag } from './image-platforms.ts';
import { type ImageRow, imageColumns, presentImage } from './image-row.ts';
import { type Page, pageOf } from './keyset.ts';

/** A page of the image list. */
export interface ImageListing extends ImageFilter {
  readonly sort?: ImageSort | undefined;
  readonly reverse?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Of the platforms of a tag only the worst that the filter finds. */
  readonly rolledUp?: boolean | undefined;
  /** False where nobody asks how many there are in all. */
  readonly isCounted?: boolean;
}

/** The image list: one entry for each repository that holds an image. */
export async function listImages(db: Kysely<Tables>, listing: ImageListing) {
  const { sort, reverse, cursor, limit, isCounted, rolledUp, ...filter } = listing;
  const order = imageOrder(sort, reverse);
  const found = await findOut(db, filter);
  const wanted = imageConditions(filter, found);
  const shown = rolledUp === true ? sql<boolean>`${wanted} and ${isWorstOfTag(wanted)}` : wanted;
  const { rows } = await sql<ImageRow & { readonly page_key: unknown }>`
    select ${imageColumns}, ${platformsOfTag} as platforms, ${order.key} as page_key from listed_image l
    where ${shown} and ${order.after(cursor)} order by ${order.orderBy} limit ${limit + 1}`.execute(db);
  const page = pageOf(rows, limit, presentImage);
  if (cursor !== undefined || isCounted === false) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  const counted = rolledUp === true ? countRows(db, shown) : countListed(db, filter, found);
  return { ...page, ...(await counted) } satisfies Page<unknown>;
}

/** All that a filter finds, however much, in batches: memory stays flat. The batches are one state of the database. */
export async function* exportImages(db: Kysely<Tables>, listing: Omit<ImageListing, 'cursor' | 'limit'>) {
  const { orderBy } = imageOrder(listing.sort, listing.reverse);
  const query = sql<ImageRow>`
    select ${imageColumns} from listed_image l where ${imageConditions(listing)} order by ${orderBy}`;
  for await (const rows of batchesOf(db, query)) yield rows.map(presentImage);
}
