import { type Kysely, sql } from 'kysely';

/** Credentials seen in an image, without their values. */
export const imageSecrets = {
  name: '003-image-secrets',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table image add column secrets jsonb not null default '[]'`.execute(db);
  },
};
