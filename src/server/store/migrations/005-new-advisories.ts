import { type Kysely, sql } from 'kysely';

const statements = [
  // Which builds of the advisory database packages were matched with; a build's number is when it was built, milliseconds since 1970.
  `create table advisory_build (
    id bigint primary key, revision bigint not null, first_used_at timestamptz not null default now())`,
  `alter table advisory_state add column build bigint, add column program text, add column target_build bigint`,

  // What the last match of a package, or the stored facts of a vulnerability, came from, so that only what differs is done again.
  `drop index package_build`,
  `alter table package add column inputs bytea`,
  `alter table package_vulnerability add column hash bytea`,
  `alter table vulnerability add column signal_hash bytea, add column facts_hash bytea`,
  `create index vulnerability_uncompared on vulnerability (id) where signal_hash is null or facts_hash is null`,
  // EPSS changes nearly every row each day: room to do that in place, without touching the index.
  `alter table vulnerability set (fillfactor = 60)`,

  // What is still to be done: kept, so that nothing is lost where a process dies.
  `create table package_to_match (package_id bigint primary key references package on delete cascade)`,
  `insert into package_to_match (package_id) select id from package`,
  `create table package_set_to_count (set_id bigint primary key references package_set on delete cascade)`,
  `create table image_to_count (image_id bigint primary key references image on delete cascade)`,

  // What new advisories changed for packages that had been matched before.
  `create table finding_event (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('new', 'gone', 'severity', 'exploited')),
    package_id bigint not null references package on delete cascade, vulnerability_id text not null,
    severity text not null, previous_severity text, build bigint not null references advisory_build,
    recorded_at timestamptz not null default now())`,
  `create index finding_event_package on finding_event (package_id)`,
  `create index finding_event_vulnerability on finding_event (vulnerability_id, id)`,
  `create index finding_event_time on finding_event (recorded_at)`,
];

/** New advisories reach images by what they change. */
export const newAdvisories = {
  name: '005-new-advisories',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
