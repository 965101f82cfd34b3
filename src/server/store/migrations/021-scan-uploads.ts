import { type Kysely, sql } from 'kysely';

/** Scans of archives that were uploaded. */
export const scanUploads = {
  name: '021-scan-uploads',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table scan add column upload jsonb`.execute(db);
  },
};
