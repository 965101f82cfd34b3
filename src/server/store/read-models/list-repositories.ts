import { type Kysely, sql } from 'kysely';
import { planKept } from '../kept-plans.ts';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import type { ListedCount } from './count-listed.ts';
import { type Found, type FoundLimits, findOut, type ImageFilter, imageConditions } from './image-filter.ts';
import { presentSums, presentTotals, type SumsRow, shownTotals, type TotalsRow } from './image-totals.ts';
import { type KeyColumn, type Keyset, keyset, pageOf } from './keyset.ts';
import { countRepositories, type RepositorySource, repositorySources } from './repository-sources.ts';

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
  readonly failing: number;
  readonly page_key: unknown;
  /** How many have been found on the way to the page, where that was counted. */
  readonly found: number | null;
  readonly is_all: boolean;
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
export async function listRepositories(
  db: Kysely<Tables>,
  { sort = 'worst', reverse = false, cursor, limit, ...filter }: RepositoryListing,
  limits: RepositoryLimits = {},
) {
  const order = keyset([...keys[sort], name], { backwards: reverse !== (sort === 'scanned') });
  const out = await findOut(db, filter, limits);
  // What images as wanted come to is no more than what all of a repository do: in the order of that, none that comes later can be before.
  const isWalked = !reverse || sort === 'name';
  let rows: readonly RepositoryRow[] = [];
  for (const source of repositorySources(filter, out, {
    order,
    isWalked,
    isCounted: cursor === undefined,
    walked: limits.walked,
  })) {
    rows = await readPage(db, { filter, out, order, source, cursor, limit });
    if (rows.length > limit || rows[0]?.is_all === true) break;
  }
  const page = pageOf(rows, limit, presentRepository);
  if (cursor !== undefined) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  const total = await countRepositories(db, filter, out);
  return { ...page, ...(total === undefined ? foundSoFar(rows[0], limit) : { total }) };
}

/** From where on things are many, where that is to be other than usual. */
export interface RepositoryLimits extends FoundLimits {
  readonly walked?: readonly number[];
}

interface PageOf {
  readonly filter: ImageFilter;
  readonly out: Found;
  readonly order: Keyset;
  readonly source: RepositorySource;
  readonly cursor: string | undefined;
  readonly limit: number;
}

async function readPage(db: Kysely<Tables>, page: PageOf): Promise<readonly RepositoryRow[]> {
  const { filter, out, order, source, cursor, limit } = page;
  const inRepository =
    out.named?.isWhole === true
      ? imageConditions({ ...filter, q: undefined }, { held: out.held })
      : imageConditions(filter, out);
  const isOfAll = Object.values(filter).every((one) => one === undefined);
  const { rows } = await sql<RepositoryRow>`${isOfAll ? planKept : sql``}
    with ${source.found},
    page as (
      select f.*, ${order.key} as page_key from found f where ${source.where} and ${order.after(cursor)}
      order by ${order.orderBy} limit ${sql.lit(limit + 1)}
    )
    select f.repository as name, f.registry_id, g.name as registry_name, f.images, f.scanned_at, r.missing_since, f.page_key,
      (select count(*) from listed_image l where l.repository_id = f.repository_id and l.policy_order = 0) as failing,
      ${columns(shownTotals, (column) => `f.${column} as all_${column}`)}, w.*, ${source.count} as found, ${source.isAll} as is_all
    from page f join registry g on g.id = f.registry_id join repository r on r.id = f.repository_id cross join lateral (
      select l.digest, l.risk_score, l.coverage, ${columns(shownTotals, (column) => `l.${column}`)}
      from listed_image l where l.repository_id = f.repository_id and ${inRepository}
      order by l.rank, l.image_id limit 1
    ) w order by ${order.orderBy}`.execute(db);
  return rows;
}

/** How many have been found on the way: of all, if all were looked at; otherwise there may be more. */
function foundSoFar(row: RepositoryRow | undefined, limit: number): ListedCount {
  const found = row?.found ?? 0;
  if (row?.is_all === true) return { total: found };
  return { total: Math.max(limit, Math.floor((found - 1) / 100) * 100), totalIsAtLeast: true };
}

function presentRepository(row: RepositoryRow) {
  return {
    registryId: row.registry_id,
    registryName: row.registry_name,
    repository: row.name,
    images: row.images,
    failing: row.failing,
    worstImageId: row.digest,
    ...presentTotals(row),
    allImages: presentSums(row),
    coverage: row.coverage,
    lastScannedAt: row.scanned_at.toISOString(),
    ...(row.missing_since !== null && { missingSince: row.missing_since.toISOString() }),
  };
}
