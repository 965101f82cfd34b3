import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { findingHolders, holdersOf } from './image-members.ts';
import { isCounted } from './image-totals.ts';

/** What images are to hold: packages `p`, or where `needsFinding` packages with findings `v` of vulnerabilities `e` that count. */
export interface Wanted {
  readonly where: RawBuilder<boolean>;
  readonly needsFinding: boolean;
}

/** How the images that hold it are told. */
export interface Held {
  /** True of rows `l` with an `image_id`. */
  readonly condition: RawBuilder<boolean>;
  /** Where they are few, which these are. */
  readonly imageIds?: readonly number[];
  /** Where they are many, a number that they are more than. */
  readonly moreThan?: number;
}

/** From where on things are many. */
export interface HeldLimits {
  /** Up to so many packages are named one by one. */
  readonly packages: number;
  /** Up to so many images are looked up and then put in order; where there are more, images in order are tried until a page is full. */
  readonly holders: number;
}

const usualLimits: HeldLimits = { packages: 500, holders: 2000 };

/**
 * Finds out how images that hold something are best told: what hardly any image has and what most have need opposite ways, and the database
 * cannot tell these apart by its statistics.
 */
export async function findHeld(db: Kysely<Tables>, wanted: Wanted, limits = usualLimits): Promise<Held> {
  const holders = allHolders(wanted);
  const packageIds = await packagesOf(db, wanted, limits.packages);
  if (packageIds.length > limits.packages) return { condition: sql<boolean>`l.image_id in (${holders})` };
  const { rows } = await sql<{ image_id: number }>`
    select h.image_id from (${holders}) h limit ${limits.holders + 1}`.execute(db);
  const imageIds = [...new Set(rows.map(({ image_id }) => image_id))];
  if (rows.length <= limits.holders)
    return { condition: sql<boolean>`l.image_id = any(${imageIds}::bigint[])`, imageIds };
  const sets = await sql<{ id: number }>`
    select distinct set_id as id from package_set_member where package_id = any(${packageIds}::bigint[])`.execute(db);
  const setIds = sets.rows.map(({ id }) => id);
  return { condition: triedCondition(wanted, { packageIds, setIds }), moreThan: imageIds.length - 1 };
}

/** The images that hold it, by number and perhaps several times. */
export function allHolders({ where, needsFinding }: Wanted): RawBuilder<unknown> {
  return needsFinding ? findingHolders(where) : holdersOf(sql`select p.id from package p where ${where}`);
}

async function packagesOf(
  db: Kysely<Tables>,
  { where, needsFinding }: Wanted,
  most: number,
): Promise<readonly number[]> {
  const findings = sql`join package_vulnerability v on v.package_id = p.id join vulnerability e on e.id = v.vulnerability_id`;
  const { rows } = await sql<{ id: number }>`
    select distinct p.id from package p ${needsFinding ? findings : sql``}
    where ${where} ${needsFinding ? sql`and ${isCounted}` : sql``} limit ${most + 1}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The condition as one that each image is tried by; of images of which statements decide something, all findings are looked at. */
function triedCondition(
  wanted: Wanted,
  { packageIds, setIds }: { readonly packageIds: readonly number[]; readonly setIds: readonly number[] },
): RawBuilder<boolean> {
  const gone = sql`x.image_id = s.image_id and x.position = s.position and x.reason in ('removed', 'replaced')`;
  // A limit keeps the planner from turning this into a join of everything; nothing is added to a number so that the few exceptions of
  // a layer are filtered, and not each package looked for among them.
  const holds = sql<boolean>`coalesce((
    select true from image_package_set s where s.image_id = l.image_id and s.set_id = any(${setIds}::bigint[]) and (
      not exists (select from image_package_exception x where ${gone} and x.package_id + 0 = any(${packageIds}::bigint[]))
      or exists (select from package_set_member m where m.set_id = s.set_id and m.package_id = any(${packageIds}::bigint[])
        and not exists (select from image_package_exception x where ${gone} and x.package_id = m.package_id)))
    limit 1), false)`;
  if (!wanted.needsFinding) return holds;
  const decided = sql`select d.image_id from image_suppression d`;
  return sql<boolean>`(case when l.image_id in (${decided}) then l.image_id in (${allHolders(wanted)}) else ${holds} end)`;
}

/** How many images hold any of some packages, and how many each. */
export async function countHolders(
  db: Kysely<Tables>,
  packages: RawBuilder<unknown>,
): Promise<{ readonly images: number; readonly byPackage: ReadonlyMap<number, number> }> {
  const held = sql`held as materialized (
      select package_id, set_id from package_set_member where package_id in (${packages})),
    gone as materialized (
      select x.image_id, x.position, x.package_id, x.reason from image_package_exception x
      where x.package_id in (${packages}) and x.reason in ('removed', 'replaced', 'duplicate'))`;
  // A package that an image holds counts there in exactly one place: what is excepted elsewhere can be taken off.
  const each = sql<{ package_id: number; images: number }>`
    with ${held},
    of_set as (
      select s.set_id, count(*) as images from image_package_set s where s.set_id in (select set_id from held) group by s.set_id
    )
    select h.package_id, sum(o.images)::bigint - (select count(*) from gone g where g.package_id = h.package_id) as images
    from held h join of_set o on o.set_id = h.set_id group by h.package_id`;
  // Only images from which something was removed may hold none of them, though one of their layers does.
  const all = sql<{ images: number }>`
    with ${held},
    doubtful as (select distinct image_id from gone where reason <> 'duplicate')
    select (select count(distinct s.image_id) from image_package_set s where s.set_id in (select set_id from held)) - (
      select count(*) from doubtful d where not exists (
        select from image_package_set s join held h on h.set_id = s.set_id
        where s.image_id = d.image_id and not exists (
          select from gone g where g.image_id = s.image_id and g.position = s.position and g.package_id = h.package_id
            and g.reason <> 'duplicate'))) as images`;
  const [{ rows }, whole] = await Promise.all([each.execute(db), all.execute(db)]);
  const byPackage = new Map(rows.map(({ package_id, images }) => [package_id, images]));
  return { images: whole.rows[0]?.images ?? 0, byPackage };
}
