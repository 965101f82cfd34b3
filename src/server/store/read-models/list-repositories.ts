import { type Kysely, sql } from 'kysely';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { type ImageFilter, imageConditions } from './image-filter.ts';
import { presentSums, presentTotals, type SumsRow, shownTotals, type TotalsRow } from './image-totals.ts';
import { type KeyColumn, keyset, pageOf } from './keyset.ts';
import { imageTables } from './list-images.ts';

/** A page of the repository list: those that hold an image as wanted. */
export interface RepositoryListing extends ImageFilter {
  readonly sort?: RepositorySort | undefined;
  readonly reverse?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface RepositoryRow extends TotalsRow, SumsRow {
  readonly name: string;
  readonly registry_id: string;
  readonly registry_name: string;
  readonly images: number;
  readonly digest: string;
  readonly risk_score: number;
  readonly coverage: Coverage;
  readonly scanned_at: Date;
  readonly missing_since: Date | null;
  readonly page_key: unknown;
  readonly total: number;
}

/** What the repository list can be sorted by. */
export const repositorySorts = ['worst', 'name', 'images', 'critical', 'exploitable', 'fixable', 'scanned'] as const;
type RepositorySort = (typeof repositorySorts)[number];

const name: KeyColumn = { of: sql`f.name`, type: 'text' };
const most = (column: string): KeyColumn => ({ of: sql.raw(`-f.${column}`), type: 'bigint' });

const keys: Readonly<Record<RepositorySort, readonly KeyColumn[]>> = {
  worst: [{ of: sql`f.rank`, type: 'int[]' }],
  name: [],
  images: [most('images')],
  critical: [most('all_critical')],
  exploitable: [most('all_exploitable')],
  fixable: [most('all_fixable')],
  scanned: [{ of: sql`-extract(epoch from f.scanned_at)`, type: 'numeric' }],
};

/** The repository list: each with its worst image, which is looked up for the repositories of the page only, and the sum of all. */
export async function listRepositories(db: Kysely<Tables>, listing: RepositoryListing) {
  const order = keyset([...keys[listing.sort ?? 'worst'], name], { backwards: listing.reverse === true });
  const found = sql`
    found as (
      select r.id, r.name, r.registry_id, r.missing_since, min(t.rank) as rank, count(*) as images, max(ri.scanned_at) as scanned_at,
        ${columns(shownTotals, (column) => `sum(t.${column})::bigint as all_${column}`)}
      from ${imageTables} where ${imageConditions(listing)} group by r.id
    )`;
  const { rows } = await sql<RepositoryRow>`
    with ${found},
    page as (
      select f.*, ${order.key} as page_key, count(*) over () as total from found f where ${order.after(listing.cursor)}
      order by ${order.orderBy} limit ${listing.limit + 1}
    )
    select f.name, f.registry_id, g.name as registry_name, f.images, f.scanned_at, f.missing_since, f.page_key, f.total,
      ${columns(shownTotals, (column) => `f.all_${column}`)}, w.*
    from page f join registry g on g.id = f.registry_id cross join lateral (
      select i.digest, t.risk_score, t.coverage, ${columns(shownTotals, (column) => `t.${column}`)}
      from image_totals t join repository_image ri on ri.image_id = t.image_id join repository r on r.id = ri.repository_id
        join image i on i.id = t.image_id
      where ri.repository_id = f.id and ${imageConditions(listing)} order by t.rank, t.image_id limit 1
    ) w order by ${order.orderBy}`.execute(db);
  const page = pageOf(rows, listing.limit, presentRepository);
  return listing.cursor === undefined ? { ...page, total: rows[0]?.total ?? 0 } : page;
}

function presentRepository(row: RepositoryRow) {
  return {
    registryId: row.registry_id,
    registryName: row.registry_name,
    repository: row.name,
    images: row.images,
    worstImageId: row.digest,
    ...presentTotals(row),
    allImages: presentSums(row),
    coverage: row.coverage,
    lastScannedAt: row.scanned_at.toISOString(),
    ...(row.missing_since !== null && { missingSince: row.missing_since.toISOString() }),
  };
}
