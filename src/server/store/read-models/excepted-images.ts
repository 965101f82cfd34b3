import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { findHeld, type Held, type HeldLimits } from './find-held.ts';

/** Up to so many images are all read and then put in order. */
const usuallyFew = 2_000;
/** Enough for a count that ends at 1,000 where nearly each image is found once, as in most of those that are in very many. */
const someOf = 1_200;
/** Enough for that, though an image may be among them several times. */
const moreOf = 4_000;
const countedAtMost = 1_000;

/** Written as the indexes of what is excepted have it. */
function isBy(alias: string, exceptionId: RawBuilder<unknown>): RawBuilder<boolean> {
  const suppression = sql.ref(`${alias}.suppression`);
  return sql<boolean>`${suppression}->>'by' = 'exception' and ${suppression}->>'statementId' = ${exceptionId}`;
}

/** The images, by number and perhaps several times, in which an exception takes a finding out of the totals. */
function exceptedImages(exceptionId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select s.image_id from package_vulnerability v join package_set_member m on m.package_id = v.package_id
      join image_package_set s on s.set_id = m.set_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
      left join image_suppression o
        on o.image_id = s.image_id and o.package_id = v.package_id and o.vulnerability_id = v.vulnerability_id
    where ${isBy('v', exceptionId)} and (x.reason is null or x.reason in ('moved', 'duplicate')) and o.image_id is null
    union all select o.image_id from image_suppression o where ${isBy('o', exceptionId)}`;
}

/** The condition on `l` listed_image, for whoever tries most images. */
export function exceptedCondition(exceptionId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(l.image_id in (${exceptedImages(sql`${exceptionId}`)}), false)`;
}

/**
 * Finds out how those images are best told. They are those that hold a package with such a finding, but for what is decided in an image alone: only images in which
 * anything is are looked at one by one.
 */
export async function findExcepted(db: Kysely<Tables>, exceptionId: string, limits?: HeldLimits): Promise<Held> {
  const images = exceptedImages(sql`${exceptionId}`);
  const few = limits?.holders ?? usuallyFew;
  const packages = sql`select v.package_id from package_vulnerability v where ${isBy('v', sql`${exceptionId}`)}`;
  const [held, isDecided] = await Promise.all([
    findHeld(db, { where: sql<boolean>`p.id in (${packages})`, needsFinding: false }, limits),
    isSo(db, sql`exists (select from image_suppression)`),
  ]);
  if (!isDecided) return held;
  if (!(await isSo(db, sql`exists (${images} offset ${few})`)))
    return { condition: sql<boolean>`l.image_id = any(array(${images}))`, isFew: true };
  const unlessDecided = (holds: RawBuilder<boolean>) => sql<boolean>`(
    case when l.image_id in (select d.image_id from image_suppression d)
      then coalesce((select true from (${images}) e where e.image_id = l.image_id limit 1), false) else ${holds} end)`;
  return {
    condition: unlessDecided(held.condition),
    ...(held.forAll !== undefined && { forAll: unlessDecided(held.forAll) }),
    isFew: false,
  };
}

async function isSo(db: Kysely<Tables>, condition: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ so: boolean }>`select ${condition} as so`.execute(db);
  return rows[0]?.so === true;
}

/** How many rows of the listing those images are, for an exception `e`: up to one more than is counted. A list asks for each of its exceptions. */
export const exceptedCount: RawBuilder<number> = sql<number>`(
  case when ${countAmong(someOf)} > ${sql.lit(countedAtMost)} then ${sql.lit(countedAtMost + 1)} else ${countAmong(moreOf)} end)`;

function countAmong(found: number): RawBuilder<number> {
  return sql<number>`(
    select count(*) from (
      select from (select distinct image_id from (${exceptedImages(sql`e.id`)} limit ${sql.lit(found)}) found) i
        join listed_image l on l.image_id = i.image_id limit ${sql.lit(countedAtMost + 1)}) counted)`;
}
