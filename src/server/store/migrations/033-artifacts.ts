import { type Kysely, sql } from 'kysely';

const statements = [
  // What tags name that is no image; taken away when the tag is, or names an image.
  `create table artifact (
    registry_id text not null references registry on delete cascade, repository text not null, tag text not null,
    kind text not null, media_type text not null, digest text, seen_at timestamptz not null,
    primary key (repository, tag))`,
  `create index artifact_registry on artifact (registry_id, kind)`,
  `create index artifact_kind on artifact (kind, repository, tag)`,
  // What a manifest is never changes; null for an image.
  `alter table manifest_fact add column kind text, add column media_type text`,
  `alter table run_tag add column kind text, add column media_type text`,
  `alter table run add column artifacts int not null default 0`,
  // Of a scan that ended because there is no image: no failure.
  `alter table scan add column artifact_kind text, add column artifact_media_type text`,
];

/** Charts, WebAssembly modules, signatures and other artifacts are known as what they are. */
export const artifacts = {
  name: '033-artifacts',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
