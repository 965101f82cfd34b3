import { type Kysely, type RawBuilder, sql } from 'kysely';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { batchesOf } from './batches-of.ts';
import { countOf, limitedCount } from './count-listed.ts';
import {
  anyImage,
  type Found,
  type FoundLimits,
  findOut,
  findsFew,
  forAll,
  type ImageFilter,
  imageConditions,
} from './image-filter.ts';
import { type ImageSort, imageOrder } from './image-orders.ts';
import { type ImageRow, imageColumns, presentImage } from './image-row.ts';
import { type Keyset, type Page, pageOf } from './keyset.ts';
import { readViolated } from './listed-policies.ts';
import { allOf } from './text-filter.ts';

/** A page of the image list. */
export interface ImageListing extends ImageFilter {
  readonly sort?: ImageSort | undefined;
  readonly reverse?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** False where nobody asks how many there are in all. */
  readonly isCounted?: boolean;
}

/** The image list: one entry for each repository that holds an image. */
export async function listImages(db: Kysely<Tables>, listing: ImageListing, limits?: FoundLimits) {
  const { sort, reverse, cursor, limit, isCounted, ...filter } = listing;
  const order = imageOrder(sort, reverse);
  const found = await findOut(db, filter, limits);
  const isFirst = cursor === undefined && isCounted !== false;
  const counted = isFirst ? countOf({ filter, found, limit }) : undefined;
  const rows = await readPage(db, { filter, found, order, cursor, limit, total: counted?.count });
  const violated = await readViolated(db, rows);
  const page = pageOf(rows, limit, (row) => presentImage(row, violated));
  if (counted === undefined) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  const total = rows[0]?.total ?? 0;
  const isLimited = findsFew(found) && counted.isExact !== true;
  return { ...page, ...(isLimited ? limitedCount(total) : counted.present(total)) } satisfies Page<unknown>;
}

interface PageRow extends ImageRow {
  readonly page_key: unknown;
  /** How many there are in all; null where nobody asks. */
  readonly total: number | null;
}

interface PageOf {
  readonly filter: ImageFilter;
  readonly found: Found;
  readonly order: Keyset;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly total: RawBuilder<number> | undefined;
}

/** The rows `l` listed_image that keys `k` are of: rows are wide, and only those of a page are carried along. */
const rowsOfKeys = sql`join listed_image l on l.repository_id = k.repository_id and l.image_id = k.image_id`;

/** How many images are tried one by one before all that hold something are looked up. */
const triedFirst = 500;

/**
 * Reads the images of a page, and one more. Few are all read, whatever their order. Of many, those whose turn comes are tried; where that is not told by
 * the columns of a row alone, by their numbers, which indexes have.
 */
async function readPage(db: Kysely<Tables>, page: PageOf): Promise<readonly PageRow[]> {
  const { filter, found, order, cursor, limit, total = sql<null>`null::bigint` } = page;
  const [after, shown] = [order.after(cursor), sql`${imageColumns}, ${order.key} as page_key`];
  const inOrder = sql`order by ${order.orderBy} limit ${sql.lit(limit + 1)}`;
  const conditions = imageConditions(filter, forAll(found));
  const asked = Object.values(filter).filter((one) => one !== undefined).length;
  if (findsFew(found)) {
    // Whatever the few are, they are read in one way; with more than one filter there are too many kinds of question to keep plans for.
    const isOfOne = asked === 1;
    // Counted as they are read: looking them up once more costs as much.
    const all = sql`select *, count(*) over ()::int as total from listed_image l where ${conditions} offset 0`;
    const few = sql<PageRow>`${isOfOne ? planKept : sql``}
      select ${shown}, k.total from (select l.repository_id, l.image_id, l.total from (${all}) l where ${after} ${inOrder}) k ${rowsOfKeys} ${inOrder}`;
    return (await few.execute(db)).rows;
  }
  const { held, named, ended } = found;
  if (held?.forAll !== undefined || ended?.forAll !== undefined) {
    const others = imageConditions(filter, { ...found, held: held && anyImage, ended: ended && anyImage });
    const first = sql`select * from listed_image l where ${others} and ${after} order by ${order.orderBy} limit ${sql.lit(triedFirst)}`;
    const tried = sql<PageRow>`
      select ${shown}, case when count(*) over () > ${sql.lit(limit)} then ${total} end as total
      from (select * from (${first}) l where ${allOf([held?.condition, ended?.condition])} ${inOrder}) l order by ${order.orderBy}`;
    const { rows } = await tried.execute(db);
    if (rows.length > limit) return rows;
  }
  const source =
    (held ?? named ?? ended) === undefined
      ? sql`listed_image l where ${conditions} and ${after}`
      : sql`(select l.repository_id, l.image_id from listed_image l where ${conditions} and ${after} ${inOrder}) k ${rowsOfKeys}`;
  // In one way, whatever is asked for.
  const isPlain = asked === 0 || (asked === 1 && named?.isListed === true);
  return (
    await sql<PageRow>`${isPlain ? planKept : sql``}select ${shown}, ${total} as total from ${source} ${inOrder}`.execute(
      db,
    )
  ).rows;
}

/** All that a filter finds, however much, in batches: memory stays flat. The batches are one state of the database. */
export async function* exportImages(db: Kysely<Tables>, listing: Omit<ImageListing, 'cursor' | 'limit'>) {
  const { orderBy } = imageOrder(listing.sort, listing.reverse);
  const query = sql<ImageRow>`
    select ${imageColumns} from listed_image l where ${imageConditions(listing)} order by ${orderBy}`;
  for await (const rows of batchesOf(db, query)) {
    const violated = await readViolated(db, rows);
    yield rows.map((row) => presentImage(row, violated));
  }
}
