import { type Kysely, sql } from 'kysely';

const statements = [
  // VEX documents, and their statements one by one. `image_keys` are texts by which images are found that a statement names.
  `create table vex_document (
    name text primary key, format text not null, digest text not null, size int not null, uploaded_by text not null,
    uploaded_at timestamptz not null)`,
  `create table vex_statement (
    id bigint generated always as identity primary key,
    document text not null references vex_document on delete cascade, statement_id text not null,
    vulnerabilities text[] not null, status text not null, justification text, notes text, stated_at text,
    products jsonb not null, image_keys text[] not null)`,
  `create index vex_statement_document on vex_statement (document)`,
  `create index vex_statement_vulnerabilities on vex_statement using gin (vulnerabilities)`,
  `create index vex_statement_image_keys on vex_statement using gin (image_keys)`,
  `create table image_statement (
    image_id bigint not null references image on delete cascade,
    statement_id bigint not null references vex_statement on delete cascade, primary key (image_id, statement_id))`,
  `create index image_statement_statement on image_statement (statement_id)`,

  // What statements come to: of a package wherever it is, and of a package in one image where that is something else.
  `alter table package_vulnerability add column suppression jsonb`,
  `create index package_vulnerability_suppressed on package_vulnerability (package_id) where suppression is not null`,
  `create table image_suppression (
    image_id bigint not null references image on delete cascade, package_id bigint not null references package on delete cascade,
    vulnerability_id text not null, suppression jsonb, primary key (image_id, package_id, vulnerability_id))`,
  `create index image_suppression_package on image_suppression (package_id)`,
  `alter table package add column suppressed int not null default 0`,
  `alter table package_set add column suppressed int not null default 0`,
  `alter table image_totals add column suppressed int not null default 0`,
];

/** What documents state of findings takes them out of the totals. */
export const vexStatements = {
  name: '022-statements',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
