import { type Kysely, sql } from 'kysely';

const statements = [
  // Findings that are counted apart, and those of which matching is less sure.
  `alter table package_vulnerability add column hidden text, add column confidence text`,
  `alter table package add column hidden int not null default 0`,
  `alter table package_set add column hidden int not null default 0`,
  `alter table image_totals add column hidden int not null default 0`,
  // Which findings those are, matching says.
  `insert into package_to_match select id from package on conflict do nothing`,

  // What holds for the whole service, and what is still to be done where whose ratings decide has been set anew.
  `create table setting (name text primary key, value jsonb not null)`,
  `create table package_to_rate (package_id bigint primary key references package on delete cascade)`,
];

/** Hidden findings are counted apart; whose ratings decide is a setting. */
export const findingClasses = {
  name: '018-finding-classes',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
