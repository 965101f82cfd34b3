import { type Kysely, sql } from 'kysely';

const statements = [
  // Buckets of requests, learnt from refusals: a row for each host, registry and account that has ever refused or counts pulls.
  `create table registry_rate (
    registry text not null, account text not null, host text not null,
    per_second double precision, since timestamptz not null,
    tokens double precision not null default 0, filled_at timestamptz not null,
    waiting_until timestamptz not null, refusals integer not null default 0, refused_at timestamptz not null, status integer,
    pulls_left integer, pulls_limit integer, pulls_window_seconds integer, pulls_heard_at timestamptz, pulls_granted_at timestamptz,
    updated_at timestamptz not null default now(),
    primary key (registry, account, host))`,
];

/** How fast registries let themselves be asked, shared by all processes. */
export const registryRates = {
  name: '020-registry-rates',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
