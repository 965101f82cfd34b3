import { type Kysely, sql } from 'kysely';

const statements = [
  // Repositories in whose images exceptions and statements are to be weighed anew, after the last that was; whoever counts does so first.
  `create table repository_to_decide (
    repository_id bigint primary key references repository on delete cascade, after_image bigint not null default 0)`,
];

/** An exception in very many images is stored at once, and weighed in them part by part. */
export const repositoriesToDecide = {
  name: '052-repositories-to-decide',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
