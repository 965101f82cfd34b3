import { type Kysely, sql } from 'kysely';

const statements = [
  // How many images and repositories there are, in all and by registry, is added up for each first page: off this alone, rows are wide.
  `create index repository_totals_sums on repository_totals (registry_id) include (repository_id, images, scanned_at)`,
];

/** What registries hold is added up without looking at the rows of their repositories. */
export const sumsOffAnIndex = {
  name: '049-sums-off-an-index',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
