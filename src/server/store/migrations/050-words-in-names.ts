import { type Kysely, sql } from 'kysely';

const statements = [
  // Making small letters of a name takes longer than looking for a word in it, and each that an index brings up is looked at.
  `alter table repository add column search text not null generated always as (lower(name)) stored`,
  `drop index if exists repository_name_words`,
  `do $$ begin
    create index repository_search_words on repository using gin (search gin_trgm_ops);
  exception when others then
    raise notice 'no index for searching: %', sqlerrm;
  end $$`,
  `analyze repository`,
  // What named repositories hold is added up off the index that finds them.
  `alter table repository_totals drop constraint repository_totals_pkey, add primary key (repository_id) include (images)`,
];

/** Words are looked for in names of small letters, and what repositories that have them hold is found along with that. */
export const wordsInNames = {
  name: '050-words-in-names',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
