import { type Kysely, sql } from 'kysely';

const statements = [
  // What is attached to images, as last seen; `repository` and `subject` (of a manifest) are names, since it is found before its image is stored.
  `create table referrer (
    repository text not null, subject text not null, digest text not null, kind text not null, media_type text not null,
    artifact_type text, size bigint not null, predicate_types text[] not null, found_by text not null,
    seen_at timestamptz not null default now(),
    primary key (repository, subject, digest))`,
];

/** SBOMs, VEX documents, attestations and signatures that are attached to images. */
export const referrers = {
  name: '026-referrers',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
