import { type Kysely, sql } from 'kysely';

/** The secret that a registry's hook is called with, sealed; null where it has no hook. */
export const hookSecrets = {
  name: '016-hook-secrets',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table registry add column hook_secret bytea`.execute(db);
  },
};
