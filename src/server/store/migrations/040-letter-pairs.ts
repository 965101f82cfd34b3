import { type Kysely, sql } from 'kysely';

const statements = [
  // What is no longer than two letters, or has signs between them as `1.7`, has no trigram. All letters of a text, and all pairs of neighbours.
  `create function letter_pairs(name text) returns text[] immutable strict parallel safe language sql as $$
    select array(select distinct substr(name, at, size) from generate_series(1, char_length(name)) at, (values (1), (2)) as v(size)
      where at + size <= char_length(name) + 1) $$`,
  `create index tag_letter_pairs on tag using gin (letter_pairs(lower(name)))`,
  // By that index whatever the planner makes of it: taking tags apart as they are read costs a hundred times as much as reading them.
  `create function images_tagged_with(pairs text[], pattern text, most int) returns setof bigint stable language sql
    set enable_seqscan = off set enable_indexscan = off as $$
    select image_id from tag where letter_pairs(lower(name)) @> pairs and lower(name) like pattern limit most $$`,
  `analyze tag`,
];

/** Images are found by one or two letters of a tag, and by signs. */
export const letterPairs = {
  name: '040-letter-pairs',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
