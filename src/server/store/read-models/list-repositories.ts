import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { isOneOf } from './find-named.ts';
import { type Found, findOut, type ImageFilter, imageConditions } from './image-filter.ts';
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
  const out = await findOut(db, filter);
  const { source, where } = foundBy(filter, out);
  const inRepository =
    out.named?.isWhole === true
      ? imageConditions({ ...filter, q: undefined }, { held: out.held })
      : imageConditions(filter, out);
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
      from listed_image l where l.repository_id = f.repository_id and ${inRepository}
      order by l.rank, l.image_id limit 1
    ) w order by ${order.orderBy}`.execute(db);
  const page = pageOf(rows, limit, presentRepository);
  if (cursor !== undefined) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  const counted = await sql<{ total: number }>`
    with ${source} counted as (select from found f where ${where}) select count(*) as total from counted`.execute(db);
  return { ...page, total: counted.rows[0]?.total ?? 0 };
}

/** Where nothing but names is asked for, the kept sums of repositories that have them are what is wanted; of others, images are added up. */
function foundBy(
  filter: ImageFilter,
  out: Found,
): { readonly source: RawBuilder<unknown>; readonly where: RawBuilder<boolean> } {
  const { registryId, repository, q: _, ...others } = filter;
  const { named } = out;
  if (Object.values(others).some((one) => one !== undefined))
    return { source: sql`found as (${addedUp(filter, out)}),`, where: sql<boolean>`true` };
  const asked = allOf([
    registryId === undefined ? undefined : sql<boolean>`f.registry_id = ${registryId}`,
    repository === undefined ? undefined : sql<boolean>`f.repository = ${repository}`,
  ]);
  if (named === undefined)
    return { source: sql`found as not materialized (select * from repository_totals),`, where: asked };
  const whole = sql<boolean>`${isOneOf(sql`f.repository_id`, named.repositoryIds)} and ${asked}`;
  if (named.isWhole) return { source: sql`found as not materialized (select * from repository_totals),`, where: whole };
  const isOther = sql<boolean>`not ${isOneOf(sql`l.repository_id`, named.repositoryIds)}`;
  const source = sql`found as (
    select ${sql.raw(sums.join(', '))} from repository_totals f where ${whole} union all ${addedUp(filter, out, isOther)}),`;
  return { source, where: sql<boolean>`true` };
}

const sums = ['repository_id', 'repository', 'registry_id', 'rank', 'images', 'scanned_at', ...shownTotals];

function addedUp(filter: ImageFilter, out: Found, which = sql<boolean>`true`): RawBuilder<unknown> {
  return sql`
    select l.repository_id, l.repository, l.registry_id, min(l.rank) as rank, count(*) as images, max(l.scanned_at) as scanned_at,
      ${columns(shownTotals, (column) => `sum(l.${column})::bigint as ${column}`)}
    from listed_image l where ${which} and ${imageConditions(filter, out)} group by l.repository_id, l.repository, l.registry_id`;
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
