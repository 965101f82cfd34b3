import { type Kysely, sql } from 'kysely';
import { registryCounts } from '../read-models/service-counts.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';

/** Keeps what registries came to, day by day. */
export interface TrendStore {
  /** Writes down what each registry comes to now, in place of what was written of that day (UTC) before. */
  record(now: Date): Promise<void>;
  /** When somebody visited last before this visit; undefined at the first. A visit ends with half an hour of silence. */
  visit(accountId: string, now: Date): Promise<Date | undefined>;
}

const visitMinutes = 30;

/** Trends in the database. */
export function createTrendStore(db: Kysely<Tables>): TrendStore {
  return {
    record: async (now) => {
      const counts = await registryCounts(db);
      const rows = [...counts].map(([registryId, { images, allImages }]) => ({
        registry_id: registryId,
        images,
        ...allImages.severityCounts,
        fixable: allImages.fixable,
        exploitable: allImages.exploitable,
        known_exploited: allImages.knownExploited,
      }));
      await sql`
        insert into daily_totals
        select ${now.toISOString().slice(0, 10)}::date, r.* from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(registry_id text,
          images int, critical bigint, high bigint, medium bigint, low bigint, negligible bigint, unknown bigint,
          fixable bigint, exploitable bigint, known_exploited bigint)
        where exists (select from registry g where g.id = r.registry_id)
        on conflict (day, registry_id) do update set images = excluded.images, critical = excluded.critical,
          high = excluded.high, medium = excluded.medium, low = excluded.low, negligible = excluded.negligible,
          unknown = excluded.unknown, fixable = excluded.fixable, exploitable = excluded.exploitable,
          known_exploited = excluded.known_exploited`.execute(db);
    },
    visit: async (accountId, now) => {
      const isNew = sql`visited_at is null or visited_at < ${now}::timestamptz - make_interval(mins => ${visitMinutes})`;
      const { rows } = await sql<{ previous: Date | null }>`
        update account set visited_at = ${now}::timestamptz,
          previous_visit_at = case when ${isNew} then visited_at else previous_visit_at end
        where id = ${accountId} returning previous_visit_at as previous`.execute(db);
      return rows[0]?.previous ?? undefined;
    },
  };
}
