import { type Kysely, sql } from 'kysely';
import { uploadsId } from '#core/uploaded-archive.ts';
import { planKept } from '../kept-plans.ts';
import type { Coverage, Tables } from '../schema.ts';
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

/** What is known of archives that were uploaded, as of a registry; undefined where none is kept. */
export async function uploadedArchives(db: Kysely<Tables>) {
  const found = (await registryCounts(db, uploadsId)).get(uploadsId);
  if (found === undefined || found.repositories === 0) return undefined;
  const { repositories: repositoryCount, ...known } = found;
  const { name } = await db.selectFrom('registry').select('name').where('id', '=', uploadsId).executeTakeFirstOrThrow();
  const failing = (await failingCounts(db)).get(uploadsId) ?? 0;
  return { id: uploadsId, name, repositoryCount, failing, ...known };
}

/** How many images fail a policy in each registry in which any does, each image once. */
export async function failingCounts(db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; images: number }>`
    select r.id, f.images from registry r cross join lateral (
      select count(distinct l.image_id) as images from listed_image l where l.registry_id = r.id and l.policy_order = 0
    ) f where f.images > 0`.execute(db);
  return new Map(rows.map(({ id, images }) => [id, images]));
}

type RegistryRow = SumsRow & {
  readonly registry_id: string;
  readonly repositories: number;
  readonly images: number;
  readonly risk_score: number;
  readonly complete: number;
  readonly not_known: number;
  readonly scanned_at: Date;
};

/** What is known in each registry, or in one of them, by registry id: an image counts once, however many repositories hold it. */
export async function registryCounts(db: Kysely<Tables>, registryId?: string) {
  const which = registryId === undefined ? sql`t.scope <> ''` : sql`t.scope = ${registryId}`;
  const { rows } = await sql<RegistryRow>`${planKept}
    select t.scope as registry_id, t.images, t.complete, t.not_known, ${columns(shownTotals, (name) => `t.${name} as all_${name}`)},
      (select max(l.risk_score) from listed_image l where l.registry_id = t.scope) as risk_score, r.repositories, r.scanned_at
    from registry_totals t join (
      select f.registry_id, count(*) as repositories, max(f.scanned_at) as scanned_at from repository_totals f group by f.registry_id
    ) r on r.registry_id = t.scope where ${which}`.execute(db);
  return new Map(
    rows.map((row) => [
      row.registry_id,
      {
        repositories: row.repositories,
        images: row.images,
        allImages: presentSums(row),
        riskScore: row.risk_score,
        coverage: coverageOf(row),
        lastScannedAt: row.scanned_at.toISOString(),
      },
    ]),
  );
}

/** All is known of images together where it is of each, and nothing where of none anything is. */
function coverageOf({ images, complete, not_known }: RegistryRow): Coverage {
  if (complete === images) return 'complete';
  return not_known === images ? 'unknown' : 'partial';
}
