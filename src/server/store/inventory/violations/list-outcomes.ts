import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../schema.ts';

const rowsAtOnce = 2_000;

/** Where the next part begins, and the marks that this one saw: what is marked again meanwhile stays marked. */
interface Part {
  readonly repositoryId: number;
  readonly imageId: number;
  readonly marks: readonly (readonly [repositoryId: number, marks: number])[];
}

/**
 * Writes what policies come to into the listing's rows of some of the images in marked repositories; `after` is the answer before. Undefined once
 * all have been, and their marks are struck off. Within the caller's transaction.
 */
export async function listOutcomes(db: Kysely<Tables>, after?: string): Promise<string | undefined> {
  const part: Part = after === undefined ? await firstPart(db) : (JSON.parse(after) as Part);
  if (part.marks.length === 0) return undefined;
  const ids = part.marks.map(([id]) => id);
  const { rows } = await sql<{ repository_id: number; image_id: number }>`
    select repository_id, image_id from listed_image
    where repository_id = any(${ids}::bigint[]) and (repository_id, image_id) > (${part.repositoryId}::bigint, ${part.imageId}::bigint)
    order by repository_id, image_id limit ${rowsAtOnce}`.execute(db);
  await sql`
    update listed_image l set policy_outcome = n.outcome from (
      select r, i, policy_outcome(r, i) as outcome
      from unnest(${rows.map((row) => row.repository_id)}::bigint[], ${rows.map((row) => row.image_id)}::bigint[]) as u(r, i)
    ) n where l.repository_id = n.r and l.image_id = n.i and l.policy_outcome <> n.outcome`.execute(db);
  const last = rows.at(-1);
  if (last !== undefined && rows.length === rowsAtOnce) {
    return JSON.stringify({ ...part, repositoryId: last.repository_id, imageId: last.image_id } satisfies Part);
  }
  await sql`
    delete from repository_to_judge j using unnest(${ids}::bigint[], ${part.marks.map(([, marks]) => marks)}::bigint[]) as seen(id, marks)
    where j.repository_id = seen.id and j.marks = seen.marks`.execute(db);
  return undefined;
}

async function firstPart(db: Kysely<Tables>): Promise<Part> {
  const rows = await db.selectFrom('repository_to_judge').selectAll().execute();
  return { repositoryId: 0, imageId: 0, marks: rows.map((row) => [row.repository_id, row.marks]) };
}
