import { type Kysely, sql } from 'kysely';
import type { Distro } from '#core/distro.ts';
import { isUploaded } from '#core/uploaded-archive.ts';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { batchesOf } from './batches-of.ts';
import { countListed, limitedCount } from './count-listed.ts';
import type { Held } from './find-held.ts';
import { type GoneTagRow, goneTagsOf, presentGoneTags } from './gone-tags.ts';
import {
  type Found,
  type FoundLimits,
  findOut,
  findsFew,
  forAll,
  type ImageFilter,
  imageConditions,
} from './image-filter.ts';
import { type ImageSort, imageOrder } from './image-orders.ts';
import { presentTotals, shownTotals, type TotalsRow } from './image-totals.ts';
import { type Keyset, type Page, pageOf } from './keyset.ts';
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

interface ImageRow extends TotalsRow {
  readonly digest: string;
  readonly registry_id: string;
  readonly registry_name: string;
  readonly repository: string;
  readonly tags: string[];
  readonly gone_tags: GoneTagRow[] | null;
  readonly manifest_digest: string;
  readonly platform: string;
  readonly distro: Distro | null;
  readonly size: number;
  readonly packages: number;
  readonly risk_score: number;
  readonly coverage: Coverage;
  readonly created: string;
  readonly scanned_at: Date;
  readonly secrets: number;
}

/** What {@link presentImage} shows. */
const imageColumns = sql`l.digest, l.registry_id, l.registry_name, l.repository, l.manifest_digest, l.platform, l.distro, l.size,
  l.packages, ${columns(shownTotals, (name) => `l.${name}`)}, l.risk_score, l.coverage, l.created, l.scanned_at, l.secrets, l.tags,
  ${goneTagsOf('l.repository_id', 'l.image_id')} as gone_tags`;

/** The image list: one entry for each repository that holds an image. */
export async function listImages(db: Kysely<Tables>, listing: ImageListing, limits?: FoundLimits) {
  const { sort, reverse, cursor, limit, isCounted, ...filter } = listing;
  const order = imageOrder(sort, reverse);
  const found = await findOut(db, filter, limits);
  const rows = await readPage(db, { filter, found, order, cursor, limit });
  const page = pageOf(rows, limit, presentImage);
  if (cursor !== undefined || isCounted === false) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  const total = rows[0]?.total ?? undefined;
  if (total !== undefined) return { ...page, ...limitedCount(total) };
  return { ...page, ...(await countListed(db, { filter, found, limit })) } satisfies Page<unknown>;
}

interface PageRow extends ImageRow {
  readonly page_key: unknown;
  /** How many there are in all, where that is known. */
  readonly total?: number;
}

interface PageOf {
  readonly filter: ImageFilter;
  readonly found: Found;
  readonly order: Keyset;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** How many images are tried one by one before all that hold something are looked up. */
const triedFirst = 500;

const anyImage: Held = { condition: sql<boolean>`true`, isFew: false };

/**
 * Reads the images of a page, and one more. Few are all read, whatever their order. Of many, those whose turn comes are tried; where that is not told by
 * the columns of a row alone, by their numbers, which indexes have.
 */
async function readPage(db: Kysely<Tables>, page: PageOf): Promise<readonly PageRow[]> {
  const { filter, found, order, cursor, limit } = page;
  const [after, shown] = [order.after(cursor), sql`${imageColumns}, ${order.key} as page_key`];
  const inOrder = sql`order by ${order.orderBy} limit ${limit + 1}`;
  const conditions = imageConditions(filter, forAll(found));
  if (findsFew(found)) {
    const few = sql<PageRow>`
      select ${shown}, (select count(*) from listed_image l where ${conditions}) as total
      from (select * from (select * from listed_image l where ${conditions} offset 0) l where ${after} ${inOrder}) l ${inOrder}`;
    return (await few.execute(db)).rows;
  }
  const { held, named, ended } = found;
  if (held?.forAll !== undefined || ended?.forAll !== undefined) {
    const others = imageConditions(filter, { ...found, held: held && anyImage, ended: ended && anyImage });
    const first = sql`select * from listed_image l where ${others} and ${after} order by ${order.orderBy} limit ${triedFirst}`;
    const tried = sql<PageRow>`select ${shown} from (${first}) l where ${allOf([held?.condition, ended?.condition])} ${inOrder}`;
    const { rows } = await tried.execute(db);
    if (rows.length > limit) return rows;
  }
  const source =
    (held ?? named ?? ended) === undefined
      ? sql`listed_image l where ${conditions} and ${after}`
      : sql`(select l.repository_id, l.image_id from listed_image l where ${conditions} and ${after} ${inOrder}) k
          join listed_image l on l.repository_id = k.repository_id and l.image_id = k.image_id`;
  return (await sql<PageRow>`select ${shown} from ${source} ${inOrder}`.execute(db)).rows;
}

/** All that a filter finds, however much, in batches: memory stays flat. The batches are one state of the database. */
export async function* exportImages(db: Kysely<Tables>, listing: Omit<ImageListing, 'cursor' | 'limit'>) {
  const { orderBy } = imageOrder(listing.sort, listing.reverse);
  const query = sql<ImageRow>`
    select ${imageColumns} from listed_image l where ${imageConditions(listing)} order by ${orderBy}`;
  for await (const rows of batchesOf(db, query)) yield rows.map(presentImage);
}

function presentImage(row: ImageRow) {
  return {
    imageId: row.digest,
    registryId: row.registry_id,
    registryName: row.registry_name,
    repository: row.repository,
    tags: row.tags,
    ...presentGoneTags(row.gone_tags),
    reference: pullReference(row.repository, row.tags, row.manifest_digest),
    manifestDigest: row.manifest_digest,
    platform: row.platform,
    ...(row.distro !== null && { distro: presentDistro(row.distro) }),
    size: row.size,
    packages: row.packages,
    ...presentTotals(row),
    coverage: row.coverage,
    secrets: row.secrets,
    ...timeOf('createdAt', row.created),
    lastScannedAt: row.scanned_at.toISOString(),
  };
}

/** A reference that can be pulled, by the first tag or by digest; of an image in an archive, that with what it calls the image, if anything. */
export function pullReference(repository: string, tags: readonly string[], manifestDigest: string): string {
  if (tags[0] !== undefined) return `${repository}:${tags[0]}`;
  return isUploaded(repository) ? repository : `${repository}@${manifestDigest}`;
}

/** A distro as screens show it. */
export function presentDistro(distro: Distro) {
  return {
    id: distro.id,
    name: distro.prettyName,
    ...(distro.release !== undefined && { release: distro.release }),
    ...(distro.endOfLife !== undefined && { endOfLife: distro.endOfLife }),
  };
}

/** A time that an image tells, as a property, if it is one. */
export function timeOf<Name extends string>(name: Name, text: string | null | undefined): { [_ in Name]?: string } {
  const time = text == null ? Number.NaN : Date.parse(text);
  return (Number.isNaN(time) ? {} : { [name]: new Date(time).toISOString() }) as { [_ in Name]?: string };
}
