import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table registry add column filters jsonb not null default '{}'`,
  `alter table run add column dropped int not null default 0, add column dry_run boolean not null default false, add column filters jsonb, add column summary jsonb`,
  // A dry run does not hinder a run.
  `drop index run_active`,
  `create unique index run_active on run (registry_id, dry_run) where state in ('queued', 'listing', 'scanning')`,
  // What a run decided on each tag; of a repository past the limit one row without a tag.
  `create table run_tag (
    run_id text not null references run on delete cascade, repository text not null, tag text not null, rule text, reason text,
    digest text, size bigint, dated_at timestamptz, primary key (run_id, repository, tag))`,
  `create index run_tag_rule on run_tag (run_id, coalesce(rule, ''), repository, tag)`,
  // Date and size of what a digest names: they never change.
  `create table manifest_fact (digest text primary key, created_at timestamptz, size bigint)`,
];

/** Which tags of a registry are scanned, and what each run decided. */
export const registryFilters = {
  name: '009-registry-filters',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
