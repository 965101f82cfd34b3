import { type Kysely, sql } from 'kysely';

const statements = [
  // Until when it is supported, -infinity where only known that support has ended: the distro of an image, and packages that are run-times or servers.
  `alter table image add column supported_until date`,
  `alter table package add column supported_until date`,
  `create index image_supported_until on image (supported_until) where supported_until is not null`,
  `create index package_supported_until on package (supported_until) where supported_until is not null`,
  // Dates come with a build of the advisory database: that in use is to be taken again.
  `update advisory_state set build = null`,
];

/** Images can be found by how long what they hold is supported. */
export const support = {
  name: '025-support',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
