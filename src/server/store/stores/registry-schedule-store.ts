import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';
import type { StoredRegistry } from './registry-store.ts';

type Next = (registry: StoredRegistry) => Date | undefined;

/** When the runs of registries are due. */
export interface RegistryScheduleStore {
  /** Works out the next run of each registry for which that has not been done since its schedule was set. */
  planRuns(next: Next): Promise<void>;
  /** Ids of the registries whose run is due. */
  due(now: Date): Promise<readonly string[]>;
  /** Puts the next run of a registry off to the one after; false where it is no longer due, or another process is at it. */
  takeDue(id: string, options: { readonly now: Date; readonly next: Next }, within: Kysely<Tables>): Promise<boolean>;
}

/** Schedules in the registries' rows. */
export function createRegistryScheduleStore(
  db: Kysely<Tables>,
  present: (row: Selectable<Tables['registry']>) => StoredRegistry,
): RegistryScheduleStore {
  return {
    planRuns: async (next) => {
      const hasSchedule = sql<boolean>`schedule ->> 'cron' is distinct from ''`;
      const query = db.selectFrom('registry').selectAll().where('next_run_at', 'is', null).where(hasSchedule);
      for (const row of await query.execute()) {
        const at = next(present(row));
        if (at === undefined) continue;
        const update = db.updateTable('registry').set({ next_run_at: at }).where('id', '=', row.id);
        // Its settings may have been changed meanwhile.
        const isSame = sql<boolean>`schedule = ${toJson(row.schedule)}::jsonb`;
        await update.where('next_run_at', 'is', null).where(isSame).execute();
      }
    },
    due: async (now) => {
      const rows = await db.selectFrom('registry').select('id').where('next_run_at', '<=', now).execute();
      return rows.map(({ id }) => id);
    },
    takeDue: async (id, { now, next }, within) => {
      const row = await within
        .selectFrom('registry')
        .selectAll()
        .where('id', '=', id)
        .where('next_run_at', '<=', now)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (row === undefined) return false;
      const next_run_at = next(present(row)) ?? null;
      await within.updateTable('registry').set({ next_run_at }).where('id', '=', id).execute();
      return true;
    },
  };
}
