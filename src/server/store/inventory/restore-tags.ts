import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';

/** The columns that a tag has whether it is gone or not. */
export const tagColumns = sql.raw(
  'repository_id, name, platform, image_id, target_digest, scanned_at, previous_image_id, moved_at',
);

/** Makes tags that were gone name again what they named; `which` is a condition on `g` gone_tag, in terms of what `listed` brings. */
export async function restoreTags(
  db: Kysely<Tables>,
  { listed, which }: { readonly listed: RawBuilder<unknown>; readonly which: RawBuilder<unknown> },
): Promise<void> {
  // Nearly always there are none, and to write even nothing into `tag` has what is listed of images looked at.
  const { rows } = await sql`with ${listed} select 1 from gone_tag g where ${which} limit 1`.execute(db);
  if (rows.length === 0) return;
  await sql`
    with ${listed}, back as (delete from gone_tag g where ${which} returning g.*)
    insert into tag (${tagColumns}) select ${tagColumns} from back on conflict do nothing`.execute(db);
}
