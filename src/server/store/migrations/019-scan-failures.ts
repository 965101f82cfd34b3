import { type Kysely, sql } from 'kysely';

/** Whether a failed scan has been made good by a later one of the same image is looked up, for every failed scan. */
export const scanFailures = {
  name: '019-scan-failures',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`create index scan_of_image on scan (reference, platform, sequence)`.execute(db);
  },
};
