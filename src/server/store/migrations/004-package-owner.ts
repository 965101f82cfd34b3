import { type Kysely, sql } from 'kysely';

/** Packages that a system package owns name it. */
export const packageOwner = {
  name: '004-package-owner',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table package add column owner text`.execute(db);
  },
};
