import { type Kysely, sql } from 'kysely';

/** Packages that are not installed say what names them; those known so far are all installed. */
export const packageOrigin = {
  name: '002-package-origin',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table package add column origin text check (origin in ('lock-file', 'sbom'))`.execute(db);
  },
};
