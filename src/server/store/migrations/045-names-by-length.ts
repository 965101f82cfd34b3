import { type Kysely, sql } from 'kysely';

const statements = [
  // Of names that have a word in them the shortest are shown: where thousands have it, the first few along these are all that is read.
  `create index package_by_length on package (length(name), name, type)`,
  `create index repository_by_length on repository (length(name), name)`,
];

/** A search reads no more names than it shows, however many have the word. */
export const namesByLength = {
  name: '045-names-by-length',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
