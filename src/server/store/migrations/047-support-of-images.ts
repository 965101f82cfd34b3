import { type Kysely, sql } from 'kysely';

const statements = [
  `drop index image_supported_until`,
  // Rows of images are wide, and looked at for nothing else: counting whose support has ended, or has not, reads these alone.
  `create index image_supported_until on image (supported_until, id) where supported_until is not null`,
  `create index image_supported on image (id, supported_until) where supported_until is not null`,
];

/** Whether the support of images has ended is told by indexes, in whichever order images are tried. */
export const supportOfImages = {
  name: '047-support-of-images',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
