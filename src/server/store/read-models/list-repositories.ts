import { type Kysely, sql } from 'kysely';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { presentTotals, shownTotals, type TotalsRow } from './image-totals.ts';
import { type Keyset, keyset, pageOf } from './keyset.ts';
import { containsWords } from './text-filter.ts';

export interface RepositoryFilter {
  readonly registryId?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: 'worst' | 'name' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface RepositoryRow extends TotalsRow {
  readonly name: string;
  readonly registry_id: string;
  readonly registry_name: string;
  readonly images: number;
  readonly digest: string;
  readonly risk_score: number;
  readonly coverage: Coverage;
  readonly scanned_at: Date;
  readonly page_key: unknown;
}

const orders: Readonly<Record<'worst' | 'name', Keyset>> = {
  worst: keyset([
    { of: sql`f.rank`, type: 'int[]' },
    { of: sql`f.name`, type: 'text' },
  ]),
  name: keyset([{ of: sql`f.name`, type: 'text' }]),
};

/** The repository list: each with its worst image, which is looked up for the repositories of the page only. */
export async function listRepositories(db: Kysely<Tables>, filter: RepositoryFilter) {
  const order = orders[filter.sort ?? 'worst'];
  const registry = filter.registryId === undefined ? sql`true` : sql`r.registry_id = ${filter.registryId}`;
  const where = sql`${registry} and ${containsWords(sql`r.name`, filter.q)}`;
  const { rows } = await sql<RepositoryRow>`
    with found as (
      select r.id, r.name, r.registry_id, min(t.rank) as rank, count(*) as images, max(ri.scanned_at) as scanned_at
      from repository r join repository_image ri on ri.repository_id = r.id join image_totals t on t.image_id = ri.image_id
      where ${where} group by r.id
    ),
    page as (
      select f.*, ${order.key} as page_key from found f where ${order.after(filter.cursor)}
      order by ${order.orderBy} limit ${filter.limit + 1}
    )
    select f.name, f.registry_id, g.name as registry_name, f.images, f.scanned_at, f.page_key, w.*
    from page f join registry g on g.id = f.registry_id cross join lateral (
      select i.digest, t.risk_score, t.coverage, ${columns(shownTotals, (name) => `t.${name}`)}
      from repository_image ri join image_totals t on t.image_id = ri.image_id join image i on i.id = t.image_id
      where ri.repository_id = f.id order by t.rank, t.image_id limit 1
    ) w order by ${order.orderBy}`.execute(db);
  const page = pageOf(rows, filter.limit, presentRepository);
  if (filter.cursor !== undefined) return page;
  const counted = await sql<{ count: number }>`
    select count(*) as count from repository r
    where ${where} and exists (select from repository_image ri where ri.repository_id = r.id)`.execute(db);
  return { ...page, total: counted.rows[0]?.count ?? 0 };
}

function presentRepository(row: RepositoryRow) {
  return {
    registryId: row.registry_id,
    registryName: row.registry_name,
    repository: row.name,
    images: row.images,
    worstImageId: row.digest,
    ...presentTotals(row),
    coverage: row.coverage,
    lastScannedAt: row.scanned_at.toISOString(),
  };
}
