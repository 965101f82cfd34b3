import { type Kysely, sql } from 'kysely';

/** Counts that packages, package sets and images all carry, so that a set's are the sum of its packages'. */
const totals = `
  critical int not null default 0, high int not null default 0, medium int not null default 0, low int not null default 0,
  negligible int not null default 0, unknown int not null default 0, fixable int not null default 0,
  exploitable int not null default 0, known_exploited int not null default 0, vulnerable int not null default 0,
  uncovered int not null default 0, risk_sum bigint not null default 0, risk_max int not null default 0`;

const statements = [
  `create table account (
    id text primary key, username text not null unique, password_hash text not null,
    role text not null check (role in ('administrator', 'reader')), created_at timestamptz not null default now())`,
  `create table session (
    token_hash bytea primary key, account_id text not null references account on delete cascade,
    created_at timestamptz not null default now(), expires_at timestamptz not null)`,
  `create index session_account on session (account_id)`,

  // registries and the names in them
  `create table registry (
    id text primary key, name text not null unique, path text not null unique, type text not null, credential bytea,
    username text, skip_tls_verify boolean not null, plain_http boolean not null, ca text,
    repositories text[] not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create table repository (
    id bigint generated always as identity primary key, registry_id text not null references registry on delete cascade,
    name text not null unique)`,
  `create index repository_registry on repository (registry_id)`,

  // images and layers
  `create table layer (
    digest text primary key, catalogers text[] not null, analysis bytea not null,
    created_at timestamptz not null default now())`,
  `create table image (
    id bigint generated always as identity primary key, digest text not null unique, reference text not null,
    manifest_digest text not null, media_type text not null, platform text not null, distro jsonb, config jsonb not null,
    layers jsonb not null, size bigint not null, problems jsonb not null, catalogers text not null,
    scanned_at timestamptz not null)`,
  `create table repository_image (
    repository_id bigint not null references repository on delete cascade,
    image_id bigint not null references image on delete cascade, manifest_digest text not null,
    by_digest boolean not null, scanned_at timestamptz not null, primary key (repository_id, image_id))`,
  `create index repository_image_image on repository_image (image_id)`,
  `create table tag (
    repository_id bigint not null references repository on delete cascade, name text not null, platform text not null,
    image_id bigint not null references image on delete cascade, target_digest text not null,
    scanned_at timestamptz not null, primary key (repository_id, name, platform))`,
  `create index tag_image on tag (repository_id, image_id)`,

  // packages, matched once each, and the sets that layers contribute
  `create table package (
    id bigint generated always as identity primary key, key bytea not null unique, ecosystem text not null, release text,
    type text not null, name text not null, version text not null, purl text not null, architecture text,
    source_name text, source_version text, licenses text[] not null, found_by text[] not null, details jsonb,
    matched_build bigint, matched_hash bytea, problems jsonb not null default '[]', ${totals})`,
  `create index package_build on package (matched_build, id)`,
  `create table package_set (
    id bigint generated always as identity primary key, key bytea not null unique, packages int not null, ${totals})`,
  `create table package_set_member (
    set_id bigint not null references package_set on delete cascade, package_id bigint not null references package,
    paths text[] not null, primary key (set_id, package_id))`,
  `create index package_set_member_package on package_set_member (package_id)`,
  `create table image_package_set (
    image_id bigint not null references image on delete cascade, position int not null,
    set_id bigint not null references package_set, primary key (image_id, position))`,
  `create index image_package_set_set on image_package_set (set_id)`,
  `create table image_package_exception (
    image_id bigint not null references image on delete cascade, position int not null,
    package_id bigint not null references package, gone_paths text[] not null,
    reason text not null check (reason in ('removed', 'replaced', 'duplicate', 'moved')),
    primary key (image_id, position, package_id))`,
  `create index image_package_exception_package on image_package_exception (package_id)`,
  `create table image_totals (
    image_id bigint primary key references image on delete cascade, packages int not null default 0, ${totals},
    risk_score int not null, coverage text not null check (coverage in ('complete', 'partial', 'unknown')),
    rank int[] not null generated always as
      (array[-known_exploited, -exploitable, -critical, -high, -unknown, -medium, -low, -negligible]) stored)`,
  `create index image_totals_rank on image_totals (rank, image_id)`,

  // vulnerabilities
  `create table vulnerability (
    id text primary key, epss real, epss_percentile real, known_exploited boolean not null, public_exploits int not null,
    exploit jsonb)`,
  `create table package_vulnerability (
    package_id bigint not null references package on delete cascade, vulnerability_id text not null references vulnerability,
    aliases text[] not null, summary text not null, published timestamptz, severity text not null, severity_rank smallint not null,
    cvss_score real, fix jsonb not null, fixable boolean not null, exploitable boolean not null,
    known_exploited boolean not null, risk smallint not null, scores jsonb not null, evidence jsonb not null,
    primary key (package_id, vulnerability_id))`,
  `create index package_vulnerability_id on package_vulnerability (vulnerability_id)`,

  // work
  `create table run (
    id text primary key, registry_id text not null references registry on delete cascade,
    state text not null check (state in ('queued', 'listing', 'scanning', 'done', 'failed')),
    repositories int not null default 0, found int not null default 0,
    message text, created_at timestamptz not null default now(), finished_at timestamptz)`,
  `create index run_registry on run (registry_id, created_at desc)`,
  `create unique index run_active on run (registry_id) where state in ('queued', 'listing', 'scanning')`,
  `create table scan (
    id text primary key, sequence bigint generated always as identity unique, reference text not null,
    registry_id text references registry on delete set null, run_id text references run on delete cascade, platform text not null default '',
    state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')), progress jsonb,
    image_id bigint references image on delete set null, unchanged boolean, code text, message text,
    attempts int not null default 0, created_at timestamptz not null default now(), started_at timestamptz, finished_at timestamptz)`,
  `create index scan_queued on scan (reference, platform) where state = 'queued'`,
  `create unique index scan_of_run on scan (run_id, reference, platform) where run_id is not null`,
  `create index scan_run on scan (run_id, state)`,
  `create index scan_state on scan (state, sequence desc)`,
  `create index scan_image on scan (image_id)`,

  // what is known of the advisory database; one row
  `create table advisory_state (
    id boolean primary key default true check (id), updating boolean not null default false, progress jsonb, error text,
    revision bigint, built_at timestamptz, matching jsonb, heartbeat_at timestamptz)`,
  `insert into advisory_state default values`,
];

/** The first shape of the database. */
export const initial = {
  name: '001-initial',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
