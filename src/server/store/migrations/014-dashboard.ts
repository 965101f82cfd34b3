import { type Kysely, sql } from 'kysely';

const statements = [
  // What a registry came to on a day, so that trends can be drawn: the last count of the day stays.
  `create table daily_totals (
    day date not null, registry_id text not null references registry on delete cascade, images int not null,
    critical bigint not null, high bigint not null, medium bigint not null, low bigint not null, negligible bigint not null,
    unknown bigint not null, fixable bigint not null, exploitable bigint not null, known_exploited bigint not null,
    primary key (day, registry_id))`,
  // When somebody looked last, and when before that: what is new is new since then.
  `alter table account add column visited_at timestamptz, add column previous_visit_at timestamptz`,
  `do $$ begin
    create index package_name_words on package using gin (lower(name) gin_trgm_ops);
    create index vulnerability_words on vulnerability using gin (lower(id) gin_trgm_ops);
  exception when others then
    raise notice 'no index for searching: %', sqlerrm;
  end $$`,
];

/** What was on which day, and since when it is new to whom. */
export const dashboard = {
  name: '014-dashboard',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
