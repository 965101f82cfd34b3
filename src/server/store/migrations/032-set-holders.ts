import { type Kysely, sql } from 'kysely';

const statements = [
  // The images of a set are read off the index alone.
  `create index if not exists image_package_set_holders on image_package_set (set_id, image_id)`,
  `drop index if exists image_package_set_set`,
];

/** Which images hold a package is found by the sets that have it. */
export const setHolders = {
  name: '032-set-holders',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
