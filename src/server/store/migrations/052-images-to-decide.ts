import { type Kysely, sql } from 'kysely';

const statements = [
  // Images in which exceptions and statements on images are to be weighed anew; whoever counts does so first.
  `create table image_to_decide (image_id bigint primary key references image on delete cascade)`,
];

/** An exception or statement in very many images is stored at once, and weighed in them part by part. */
export const imagesToDecide = {
  name: '052-images-to-decide',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
