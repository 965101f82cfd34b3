import { type Kysely, sql } from 'kysely';

const statements = [
  // The last word of the rank: what is found of an image decides first, and how much is known of it where that is the same.
  // Its indexes go with the column, whichever there are, and come again as they were. No older PostgreSQL can give a column another expression.
  `do $do$ declare definitions text[]; definition text; begin
    select array_agg(pg_get_indexdef(indexrelid)) into definitions from pg_index
      where indrelid = 'listed_image'::regclass and pg_get_indexdef(indexrelid) ~ '\\mrank\\M';
    alter table listed_image drop column rank;
    alter table listed_image add column rank int[] not null generated always as
      (array[-known_exploited, -exploitable, -critical, -high, -unknown, -medium, -low, -negligible,
        case coverage when 'unknown' then 1 when 'partial' then 2 else 3 end]) stored;
    foreach definition in array definitions loop execute definition; end loop;
  end $do$`,
  'analyze listed_image',
  `update repository_totals t set rank = w.rank, worst_image_id = w.image_id
    from (select distinct on (repository_id) repository_id, image_id, rank from listed_image order by repository_id, rank, image_id) w
    where t.repository_id = w.repository_id`,
];

/** An image of which not everything is known stands before one of which nothing more is found and all is known. */
export const incompleteFirst = {
  name: '044-incomplete-first',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
