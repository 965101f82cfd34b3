import { type Kysely, sql } from 'kysely';
import type { Distro } from '#core/distro.ts';
import { isUploaded } from '#core/uploaded-archive.ts';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { batchesOf } from './batches-of.ts';
import { countListed } from './count-listed.ts';
import { findOut, type ImageFilter, imageConditions } from './image-filter.ts';
import { type ImageSort, imageOrder } from './image-orders.ts';
import { presentTotals, shownTotals, type TotalsRow } from './image-totals.ts';
import { type Page, pageOf } from './keyset.ts';

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
  l.packages, ${columns(shownTotals, (name) => `l.${name}`)}, l.risk_score, l.coverage, l.created, l.scanned_at, l.secrets, l.tags`;

/** The image list: one entry for each repository that holds an image. */
export async function listImages(db: Kysely<Tables>, listing: ImageListing) {
  const { sort, reverse, cursor, limit, isCounted, ...filter } = listing;
  const order = imageOrder(sort, reverse);
  const found = await findOut(db, filter);
  const { rows } = await sql<ImageRow & { readonly page_key: unknown }>`
    select ${imageColumns}, ${order.key} as page_key from listed_image l
    where ${imageConditions(filter, found)} and ${order.after(cursor)} order by ${order.orderBy} limit ${limit + 1}`.execute(
    db,
  );
  const page = pageOf(rows, limit, presentImage);
  if (cursor !== undefined || isCounted === false) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  return { ...page, ...(await countListed(db, filter, found)) } satisfies Page<unknown>;
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
