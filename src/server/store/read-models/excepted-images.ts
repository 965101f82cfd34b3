import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import type { Held } from './find-held.ts';

/** Up to so many images are all read and then put in order. */
const usuallyFew = 2_000;
/** Enough for a count that ends at 1,000, though an image may be among them several times. */
const someOf = 4_000;
const countedAtMost = 1_000;

/** The images, by number and perhaps several times, in which an exception takes a finding out of the totals. */
function exceptedImages(exceptionId: RawBuilder<unknown>): RawBuilder<unknown> {
  const isBy = (alias: string) =>
    sql`${sql.ref(`${alias}.suppression`)}->>'by' = 'exception' and ${sql.ref(`${alias}.suppression`)}->>'statementId' = ${exceptionId}`;
  return sql`
    select s.image_id from package_vulnerability v join package_set_member m on m.package_id = v.package_id
      join image_package_set s on s.set_id = m.set_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
      left join image_suppression o
        on o.image_id = s.image_id and o.package_id = v.package_id and o.vulnerability_id = v.vulnerability_id
    where ${isBy('v')} and (x.reason is null or x.reason in ('moved', 'duplicate')) and o.image_id is null
    union all select o.image_id from image_suppression o where ${isBy('o')}`;
}

/** The condition on `l` listed_image, for whoever tries most images. */
export function exceptedCondition(exceptionId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(l.image_id in (${exceptedImages(sql`${exceptionId}`)}), false)`;
}

/** Finds out how those images are best told. */
export async function findExcepted(db: Kysely<Tables>, exceptionId: string, few = usuallyFew): Promise<Held> {
  const images = exceptedImages(sql`${exceptionId}`);
  const { rows } = await sql<{ is_many: boolean }>`select exists (${images} offset ${few}) as is_many`.execute(db);
  return rows[0]?.is_many === true
    ? { condition: exceptedCondition(exceptionId), isFew: false }
    : { condition: sql<boolean>`l.image_id = any(array(${images}))`, isFew: true };
}

/** How many rows of the listing those images are, for an exception `e`: up to one more than is counted. */
export const exceptedCount: RawBuilder<number> = sql<number>`(
  select count(*) from (
    select from (select distinct image_id from (${exceptedImages(sql`e.id`)} limit ${sql.lit(someOf)}) found) i
      join listed_image l on l.image_id = i.image_id limit ${sql.lit(countedAtMost + 1)}) counted)`;
