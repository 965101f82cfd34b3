import { type Kysely, sql } from 'kysely';

const statements = [
  // Apart from `tag`: what a registry tells of a push is known before its image is scanned, and each write into `tag` has what is listed looked at.
  `create table push (
    registry_id text not null references registry on delete cascade, repository text not null, tag text not null, digest text,
    pushed_at timestamptz not null, primary key (repository, tag))`,
  `create index push_registry on push (registry_id)`,
];

/** When a tag was pushed, as its registry tells, is kept. */
export const pushes = {
  name: '042-pushes',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
