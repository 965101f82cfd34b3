import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table run drop constraint run_state_check`,
  `alter table run add constraint run_state_check check (state in ('queued', 'listing', 'scanning', 'done', 'failed', 'cancelled'))`,
  `alter table repository add column missing_since timestamptz`,
  `alter table registry add column platforms text[] not null default '{}'`,
];

/** Runs can be cancelled, repositories can vanish, and a registry's images be of several platforms. */
export const runOutcomes = {
  name: '011-run-outcomes',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
