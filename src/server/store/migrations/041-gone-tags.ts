import { type Kysely, sql } from 'kysely';

const statements = [
  // Tags that name no image any more: since when a run has not found them, or what they name instead. Apart from those that do, so that
  // whatever asks what a tag names finds no more than what it names now.
  `create table gone_tag (
    repository_id bigint not null references repository on delete cascade, name text not null, platform text not null,
    image_id bigint not null references image on delete cascade, target_digest text not null, scanned_at timestamptz not null,
    previous_image_id bigint references image on delete set null, moved_at timestamptz,
    gone_since timestamptz not null, artifact_kind text, primary key (repository_id, name, platform))`,
  `create index gone_tag_image on gone_tag (image_id, repository_id)`,
  `create index gone_tag_previous_image on gone_tag (previous_image_id) where previous_image_id is not null`,
];

/** A tag that is gone, or names something else than an image, is known as that. */
export const goneTags = {
  name: '041-gone-tags',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
