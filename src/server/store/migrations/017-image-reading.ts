import { type Kysely, sql } from 'kysely';

/** How much of an image could be read, and what was seen that nothing reads. */
export const imageReading = {
  name: '017-image-reading',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table image add column reading jsonb`.execute(db);
  },
};
