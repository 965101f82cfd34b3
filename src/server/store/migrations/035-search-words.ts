import { type Kysely, sql } from 'kysely';

const statements = [
  // An image's own words alone: its digest and tags. Those that many images share (names of registries, repositories, platforms, distros) are
  // looked for where they stand once, and a renamed registry changes nothing here.
  `drop index if exists repository_image_search_words`,
  `drop trigger search_renamed_registry on registry`,
  `drop function search_renamed_registry()`,
  `create or replace function repository_image_search(of_repository bigint, of_image bigint) returns text stable language sql as $$
    select lower(concat_ws(' ', i.digest,
      (select string_agg(distinct t.name, ' ') from tag t where t.repository_id = of_repository and t.image_id = of_image)))
    from image i where i.id = of_image $$`,
  `update repository_image set search = coalesce(repository_image_search(repository_id, image_id), '')`,
  // Where there is no such extension, searching reads all names: slower, and right.
  `do $$ begin
    create index repository_image_search_words on repository_image using gin (search gin_trgm_ops);
    create index repository_name_words on repository using gin (lower(name) gin_trgm_ops);
  exception when others then
    raise notice 'no index for searching: %', sqlerrm;
  end $$`,
  `analyze repository_image (search)`,
];

/** Words are looked for where they stand once. */
export const searchWords = {
  name: '035-search-words',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
