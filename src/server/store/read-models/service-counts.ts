import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { presentSums, type SumsRow, shownTotals } from './image-totals.ts';

/** How many scans wait, run, and failed in the last day. */
export async function queueCounts(db: Kysely<Tables>) {
  const { rows } = await sql<{ queued: number; running: number; failed: number }>`
    select (select count(*) from scan where state = 'queued') as queued,
      (select count(*) from scan where state = 'running') as running,
      (select count(*) from scan where state = 'failed' and finished_at > now() - interval '1 day') as failed`.execute(
    db,
  );
  return rows[0] ?? { queued: 0, running: 0, failed: 0 };
}

type RegistryRow = SumsRow & {
  readonly registry_id: string;
  readonly repositories: number;
  readonly images: number;
  readonly risk_score: number;
  readonly scanned_at: Date;
};

/** What is known in each registry, by registry id: an image counts once, however many repositories hold it. */
export async function registryCounts(db: Kysely<Tables>) {
  const { rows } = await sql<RegistryRow>`
    with held as (
      select r.registry_id, n.image_id, max(n.scanned_at) as scanned_at
      from repository r join repository_image n on n.repository_id = r.id group by r.registry_id, n.image_id
    )
    select h.registry_id, count(*) as images, max(h.scanned_at) as scanned_at, coalesce(max(t.risk_score), 0) as risk_score,
      ${columns(shownTotals, (name) => `coalesce(sum(t.${name}), 0)::bigint as all_${name}`)},
      (select count(*) from repository r where r.registry_id = h.registry_id
        and exists (select from repository_image n where n.repository_id = r.id)) as repositories
    from held h left join image_totals t on t.image_id = h.image_id group by h.registry_id`.execute(db);
  return new Map(
    rows.map((row) => [
      row.registry_id,
      {
        repositories: row.repositories,
        images: row.images,
        allImages: presentSums(row),
        riskScore: row.risk_score,
        lastScannedAt: row.scanned_at.toISOString(),
      },
    ]),
  );
}
