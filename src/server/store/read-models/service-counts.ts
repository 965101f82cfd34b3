import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { presentSums, type SumsRow, shownTotals } from './image-totals.ts';

interface QueueRow {
  readonly queued: number;
  readonly running: number;
  readonly failed: number;
  readonly ended: number;
  readonly seconds: number;
  readonly oldest: Date | null;
}

/**
 * How many scans wait, run, and failed in the last day; how many ended in the last hour, and at that pace how long the rest will take:
 * measured from the first of them on, so that an hour that was mostly idle does not count as slow.
 */
export async function queueCounts(db: Kysely<Tables>) {
  const { rows } = await sql<QueueRow>`
    select (select count(*) from scan where state = 'queued') as queued,
      (select count(*) from scan where state = 'running') as running,
      (select count(*) from scan where state = 'failed' and finished_at > now() - interval '1 day') as failed,
      count(*) as ended, coalesce(extract(epoch from now() - min(started_at)), 0)::float8 as seconds,
      (select min(created_at) from scan where state = 'queued') as oldest
    from scan where state in ('done', 'failed') and finished_at > now() - interval '1 hour'`.execute(db);
  const { queued = 0, running = 0, failed = 0, ended = 0, seconds = 0, oldest = null } = rows[0] ?? {};
  const left = queued + running;
  return {
    queued,
    running,
    failed,
    endedLastHour: ended,
    ...(ended > 0 && { scansPerHour: Math.round((ended * 3600) / Math.min(Math.max(seconds, 1), 3600)) }),
    ...(oldest !== null && { oldestQueuedAt: oldest.toISOString() }),
    ...(left > 0 && ended > 0 && { secondsLeft: Math.ceil((left * Math.min(seconds, 3600)) / ended) }),
  };
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
