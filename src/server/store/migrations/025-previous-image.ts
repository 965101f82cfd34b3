import { type Kysely, sql } from 'kysely';

const statements = [
  // Which image a tag named before the one that it names now, and since when it names that.
  `alter table tag
    add column previous_image_id bigint references image on delete set null,
    add column moved_at timestamptz`,
  `create index tag_previous_image on tag (previous_image_id) where previous_image_id is not null`,
  `create index tag_moved_to on tag (image_id) where previous_image_id is not null`,
];

/** An image can be compared with the one that its tag named before. */
export const previousImage = {
  name: '025-previous-image',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
