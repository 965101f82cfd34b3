import { type Kysely, sql } from 'kysely';

/** In which run it was looked last for what is attached to an image, so that a run looks once however many tags name it. */
export const looksInRuns = {
  name: '038-looks-in-runs',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table referrer_look add column run_id text`.execute(db);
  },
};
