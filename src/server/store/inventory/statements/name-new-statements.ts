import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../schema.ts';

/** Looks up the images on which statements of a document may be, which has just been added. */
export async function nameNewStatements(db: Kysely<Tables>, document: string): Promise<void> {
  await sql`
    with keys as materialized (
      select s.id as statement_id, k.key from vex_statement s cross join unnest(s.image_keys) as k(key)
      where s.document = ${document}
    )
    insert into image_statement (image_id, statement_id)
    select i.id, k.statement_id from keys k join image i on i.digest = k.key
    union select n.image_id, k.statement_id from keys k join repository_image n on n.manifest_digest = k.key
    union select n.image_id, k.statement_id from keys k join repository r on substring(r.name from '[^/]*$') = k.key
      join repository_image n on n.repository_id = r.id
    union select i.id, k.statement_id from keys k join image i on i.manifest_digest = k.key`.execute(db);
}
