import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';

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

/** How many repositories and images are known in each registry, by registry id. */
export async function registryCounts(
  db: Kysely<Tables>,
): Promise<ReadonlyMap<string, { readonly repositories: number; readonly images: number }>> {
  const { rows } = await sql<{ registry_id: string; repositories: number; images: number }>`
    select r.registry_id, count(distinct r.id) as repositories, count(i.image_id) as images
    from repository r join repository_image i on i.repository_id = r.id group by r.registry_id`.execute(db);
  return new Map(rows.map(({ registry_id, repositories, images }) => [registry_id, { repositories, images }]));
}
