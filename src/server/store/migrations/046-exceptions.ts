import { type Kysely, sql } from 'kysely';

const statements = [
  // Accepted risks. `active`: the day until which it holds was not over when that was looked at last; only active ones are weighed.
  `create table risk_exception (
    id text primary key, vulnerability text not null, package_type text, package_name text, package_version text,
    scope text not null check (scope in ('everywhere', 'repository', 'image')), repository text, image text,
    reason text not null, comment text not null, until date, until_fixed boolean not null, active boolean not null default true,
    created_by text not null, created_at timestamptz not null, updated_by text not null, updated_at timestamptz not null)`,
  `create index risk_exception_vulnerability on risk_exception (vulnerability)`,
  `create index risk_exception_image on risk_exception (image) where scope = 'image'`,
  `create index risk_exception_until on risk_exception (until) where active`,
  // Those that are in images by their names, made concrete.
  `create table image_exception (
    image_id bigint not null references image on delete cascade,
    exception_id text not null references risk_exception on delete cascade, primary key (image_id, exception_id))`,
  `create index image_exception_exception on image_exception (exception_id)`,
  // What an exception comes to is counted off these.
  `create index package_vulnerability_excepted on package_vulnerability ((suppression->>'statementId')) where suppression->>'by' = 'exception'`,
  `create index image_suppression_excepted on image_suppression ((suppression->>'statementId')) where suppression->>'by' = 'exception'`,
];

/** Accepted risks take findings out of the totals, as statements do. */
export const exceptions = {
  name: '046-exceptions',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
