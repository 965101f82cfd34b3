import { type Kysely, sql } from 'kysely';

/** Which layer removed a package; not known of images read before. */
export const packageRemoval = {
  name: '007-package-removal',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table image_package_exception add column removed_at int`.execute(db);
  },
};
