import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table registry add column all_platforms boolean not null default false`,
  // What an index lists never changes; no images for what is no index.
  `create table manifest_platforms (digest text primary key, images jsonb not null, "left" int not null default 0)`,
  // Of a manifest that is no index, or of the image that pulling chooses; null where it was read before this was kept.
  `alter table manifest_fact add column platform text`,
  // Of which platforms a tag that is kept has images; null where that was not asked.
  `alter table run_tag add column platforms jsonb`,
  // In place of the registry's.
  `alter table run add column platforms jsonb`,
];

/** A registry's images can be scanned for all platforms that they are built for. */
export const allPlatforms = {
  name: '039-all-platforms',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
