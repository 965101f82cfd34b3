import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { heldBy, type ImageFilter, imageConditions } from './image-filter.ts';
import { presentSums, presentTotals, type SumsRow, shownTotals, type TotalsRow } from './image-totals.ts';
import { type KeyColumn, keyset, pageOf } from './keyset.ts';
import { allOf } from './text-filter.ts';

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
}

/** What the repository list can be sorted by. */
export const repositorySorts = ['worst', 'name', 'images', 'critical', 'exploitable', 'fixable', 'scanned'] as const;
type RepositorySort = (typeof repositorySorts)[number];

const name: KeyColumn = { of: sql`f.repository`, type: 'text' };
const most = (column: string): KeyColumn => ({ of: sql.raw(`-f.${column}`), type: 'bigint' });

const keys: Readonly<Record<RepositorySort, readonly KeyColumn[]>> = {
  worst: [{ of: sql`f.rank`, type: 'int[]' }],
  name: [],
  images: [most('images')],
  critical: [most('critical')],
  exploitable: [most('exploitable')],
  fixable: [most('fixable')],
  scanned: [{ of: sql`f.scanned_at`, type: 'timestamptz' }],
};

/** The repository list: each with its worst image, which is looked up for the repositories of the page only, and the sum of all. */
export async function listRepositories(db: Kysely<Tables>, listing: RepositoryListing) {
  const { sort = 'worst', reverse = false, cursor, limit, ...filter } = listing;
  const order = keyset([...keys[sort], name], { backwards: reverse !== (sort === 'scanned') });
  const held = (await heldBy(db, filter))?.condition;
  const { source, where } = foundBy(filter, held);
  const { rows } = await sql<RepositoryRow>`
    with ${source}
    page as (
      select f.*, ${order.key} as page_key from found f where ${where} and ${order.after(cursor)}
      order by ${order.orderBy} limit ${limit + 1}
    )
    select f.repository as name, f.registry_id, g.name as registry_name, f.images, f.scanned_at, r.missing_since, f.page_key,
      ${columns(shownTotals, (column) => `f.${column} as all_${column}`)}, w.*
    from page f join registry g on g.id = f.registry_id join repository r on r.id = f.repository_id cross join lateral (
      select l.digest, l.risk_score, l.coverage, ${columns(shownTotals, (column) => `l.${column}`)}
      from listed_image l where l.repository_id = f.repository_id and ${imageConditions(filter, held)}
      order by l.rank, l.image_id limit 1
    ) w order by ${order.orderBy}`.execute(db);
  const page = pageOf(rows, limit, presentRepository);
  if (cursor !== undefined) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  const counted = await sql<{ total: number }>`
    with ${source} counted as (select from found f where ${where}) select count(*) as total from counted`.execute(db);
  return { ...page, total: counted.rows[0]?.total ?? 0 };
}

/** Where nothing but a registry or repository is asked for, the kept sums are what is wanted. */
function foundBy(
  filter: ImageFilter,
  held: RawBuilder<boolean> | undefined,
): { readonly source: RawBuilder<unknown>; readonly where: RawBuilder<boolean> } {
  const { registryId, repository, ...others } = filter;
  if (Object.values(others).some((one) => one !== undefined)) {
    const source = sql`found as (
      select l.repository_id, l.repository, l.registry_id, min(l.rank) as rank, count(*) as images, max(l.scanned_at) as scanned_at,
        ${columns(shownTotals, (column) => `sum(l.${column})::bigint as ${column}`)}
      from listed_image l where ${imageConditions(filter, held)} group by l.repository_id, l.repository, l.registry_id
    ),`;
    return { source, where: sql<boolean>`true` };
  }
  const where = allOf([
    registryId === undefined ? undefined : sql<boolean>`f.registry_id = ${registryId}`,
    repository === undefined ? undefined : sql<boolean>`f.repository = ${repository}`,
  ]);
  return { source: sql`found as not materialized (select * from repository_totals),`, where };
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
