import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table registry add column schedule jsonb not null default '{}', add column next_run_at timestamptz`,
  `create index registry_next_run on registry (next_run_at)`,
];

/** When registries are scanned by themselves; `next_run_at` is null where it has yet to be worked out. */
export const registrySchedules = {
  name: '010-registry-schedules',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
