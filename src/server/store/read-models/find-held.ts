import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { countImagesWith, type HoldingSets, holdingSets } from './holding-sets.ts';
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
}

/** From where on things are many. */
export interface HeldLimits {
  /** Up to so many packages are named one by one. */
  readonly packages: number;
  /** Up to so many images are looked up and then put in order; where there are more, images in order are tried until a page is full. */
  readonly holders: number;
  /** Up to so many images are looked up before others are tried; where there are more, each that is tried is looked at. */
  readonly lookedUp: number;
}

const usualLimits: HeldLimits = { packages: 500, holders: 2000, lookedUp: 20_000 };

/**
 * Finds out how images that hold something are best told: what hardly any image has and what most have need opposite ways, and the database
 * cannot tell these apart by its statistics.
 */
export async function findHeld(db: Kysely<Tables>, wanted: Wanted, limits = usualLimits): Promise<Held> {
  const holders = allHolders(wanted);
  const packageIds = await packagesOf(db, wanted, limits.packages);
  if (packageIds.length > limits.packages) return { condition: sql<boolean>`l.image_id in (${holders})` };
  const isDecided = wanted.needsFinding && (await someAreDecided(db));
  const sets = await holdingSets(db, packageIds);
  const most = sets.imagesOf.values().reduce((sum, images) => sum + images, 0);
  if (most <= limits.holders) {
    const imageIds = await imagesOf(db, isDecided ? holders : sureHolders(sets));
    return { condition: sql<boolean>`l.image_id = any(${imageIds}::bigint[])`, imageIds };
  }
  const holds = triedCondition(sets, most <= limits.lookedUp);
  if (!isDecided) return { condition: holds };
  const decided = sql`select d.image_id from image_suppression d`;
  return {
    condition: sql<boolean>`(case when l.image_id in (${decided}) then l.image_id in (${holders}) else ${holds} end)`,
  };
}

/** The images that hold it, by number and perhaps several times. */
export function allHolders({ where, needsFinding }: Wanted): RawBuilder<unknown> {
  return needsFinding ? findingHolders(where) : holdersOf(sql`select p.id from package p where ${where}`);
}

/** How many images hold any of some packages, and how many each. */
export async function countHolders(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<{ readonly images: number; readonly byPackage: ReadonlyMap<number, number> }> {
  const sets = await holdingSets(db, packageIds);
  const [withSets, gone] = await Promise.all([countImagesWith(db, sets), countGone(db, packageIds)]);
  const byPackage = [...sets.setsOf].map(([id, setIds]) => {
    const images = setIds.reduce((sum, setId) => sum + (sets.imagesOf.get(setId) ?? 0), 0);
    return [id, images - (gone.get(id) ?? 0)] as const;
  });
  return { images: withSets - sets.deadImageIds.length, byPackage: new Map(byPackage) };
}

/** Whether statements decide something in some images alone: their findings must be looked at one by one. */
async function someAreDecided(db: Kysely<Tables>): Promise<boolean> {
  return (await sql`select from image_suppression limit 1`.execute(db)).rows.length > 0;
}

async function imagesOf(db: Kysely<Tables>, holders: RawBuilder<unknown>): Promise<readonly number[]> {
  const { rows } = await sql<{ image_id: number }>`select distinct h.image_id from (${holders}) h`.execute(db);
  return rows.map(({ image_id }) => image_id);
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

function sureHolders({ setIds, deadImageIds }: HoldingSets): RawBuilder<unknown> {
  return sql`select s.image_id from image_package_set s
    where s.set_id = any(${setIds}::bigint[]) and s.image_id <> all(${deadImageIds}::bigint[])`;
}

/** The condition as one that each image is tried by; all of them are looked up first, or each when its turn comes. */
function triedCondition({ setIds, deadImageIds }: HoldingSets, isLookedUp: boolean): RawBuilder<boolean> {
  // A function around it keeps the planner from turning this into a join, whose size it cannot tell.
  const holds = isLookedUp
    ? sql<boolean>`coalesce(l.image_id in (
        select s.image_id from image_package_set s where s.set_id = any(${setIds}::bigint[])), false)`
    : sql<boolean>`coalesce((select true from image_package_set s
        where s.image_id = l.image_id and s.set_id = any(${setIds}::bigint[]) limit 1), false)`;
  return sql<boolean>`(${holds} and l.image_id <> all(${deadImageIds}::bigint[]))`;
}

/** A package that an image holds counts there in exactly one place: how often each is excepted elsewhere. */
async function countGone(db: Kysely<Tables>, packageIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ package_id: number; count: number }>`
    select package_id, count(*) as count from image_package_exception
    where package_id = any(${packageIds}::bigint[]) and reason in ('removed', 'replaced', 'duplicate')
    group by package_id`.execute(db);
  return new Map(rows.map(({ package_id, count }) => [package_id, count]));
}
