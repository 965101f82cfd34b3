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
    { of: sql`w.rank`, type: 'int[]' },
    { of: sql`w.name`, type: 'text' },
  ]),
  name: keyset([{ of: sql`w.name`, type: 'text' }]),
};

/** The repository list: each with its worst image. */
export async function listRepositories(db: Kysely<Tables>, filter: RepositoryFilter) {
  const order = orders[filter.sort ?? 'worst'];
  const registry = filter.registryId === undefined ? sql`true` : sql`g.id = ${filter.registryId}`;
  const worst = sql`
    with w as (
      select distinct on (r.id) r.id, r.name, g.id as registry_id, g.name as registry_name, i.digest, t.*,
        count(*) over (partition by r.id) as images, max(ri.scanned_at) over (partition by r.id) as scanned_at
      from repository r join registry g on g.id = r.registry_id join repository_image ri on ri.repository_id = r.id
        join image i on i.id = ri.image_id join image_totals t on t.image_id = i.id
      where ${registry} and ${containsWords(sql`r.name`, filter.q)}
      order by r.id, t.rank, i.id
    )`;
  const { rows } = await sql<RepositoryRow>`
    ${worst} select w.name, w.registry_id, w.registry_name, w.images, w.digest, w.risk_score, w.coverage, w.scanned_at,
      ${columns(shownTotals, (name) => `w.${name}`)}, ${order.key} as page_key
    from w where ${order.after(filter.cursor)} order by ${order.orderBy} limit ${filter.limit + 1}`.execute(db);
  const page = pageOf(rows, filter.limit, presentRepository);
  if (filter.cursor !== undefined) return page;
  const counted = await sql<{ count: number }>`${worst} select count(*) as count from w`.execute(db);
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
