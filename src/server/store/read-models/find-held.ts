import { type Kysely, type RawBuilder, sql } from 'kysely';
import { countedHere, joinHere } from '../inventory/statements/here.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { countImagesWith, deadImages, holdingSets } from './holding-sets.ts';
import { findingHolders, holdersOf } from './image-members.ts';
import { isCounted } from './image-totals.ts';
import { allOf } from './text-filter.ts';

/** What images are to hold: packages `p`, or where `needsFinding` packages with findings `v` of vulnerabilities `e` that count. */
export interface Wanted {
  readonly where: RawBuilder<boolean>;
  readonly needsFinding: boolean;
  /** Such packages are looked up in one way, whichever they are, as by a name: its plan may be kept. */
  readonly isPlain?: boolean;
}

/** How the images that hold it are told. */
export interface Held {
  /** True of rows `l` with an `image_id`; where they are many, each row is tried when its turn comes. */
  readonly condition: RawBuilder<boolean>;
  /** They are no more than can all be read and then put in order. */
  readonly isFew: boolean;
  /** The same, where it is another, for whoever tries most rows: all images that hold it are looked up first. */
  readonly forAll?: RawBuilder<boolean>;
  /** Numbers of some of the images, perhaps several times; where there are too few of them, it may be that others hold it too. */
  readonly some?: RawBuilder<unknown>;
  /** Trying a row costs so much that hardly more than a page can be. */
  readonly isDear?: true;
}

const noSets = '{}';

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
/** Enough for a count that ends at 1,000, though an image may be among them several times. */
const someOf = 1500;

/**
 * Finds out how images that hold something are best told: what hardly any image has and what most have need opposite ways, and the database
 * cannot tell these apart by its statistics.
 */
export async function findHeld(db: Kysely<Tables>, wanted: Wanted, limits = usualLimits): Promise<Held> {
  const found = await lookUp(db, wanted, limits);
  if (found === undefined) return heldByMany(wanted);
  const isDecided = wanted.needsFinding && found.isDecided;
  const holders = allHolders(wanted);
  if (found.setIds === noSets && !isDecided) return { condition: sql<boolean>`false`, isFew: true };
  if (found.holders <= limits.holders) {
    const few = isDecided ? holders : sureHolders(found);
    return { condition: sql<boolean>`l.image_id = any(array(${few}))`, isFew: true };
  }
  const isLookedUp = found.holders <= limits.lookedUp;
  const told = (holds: RawBuilder<boolean>) => (isDecided ? unlessDecided(holds, holders) : holds);
  return {
    condition: told(isLookedUp ? lookedUpCondition(found) : triedCondition(found)),
    isFew: false,
    ...(!isLookedUp && { forAll: told(lookedUpCondition(found)) }),
    ...(!isDecided && { some: sql`${sureHolders(found)} limit ${someOf}` }),
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

interface LookedUp {
  /** The sets that have any of the packages, as the database writes an array, to which they go back: there may be thousands. */
  readonly setIds: string;
  /** Images that have one of the sets and yet none of the packages. */
  readonly deadImageIds: readonly number[];
  /** How many times images have the sets, counted to one more than is of interest. */
  readonly holders: number;
  /** Statements decide something in some images alone: their findings must be looked at one by one. */
  readonly isDecided: boolean;
}

/** Looks up which packages are wanted, and where they are, in one go; undefined where there are too many. */
async function lookUp(db: Kysely<Tables>, wanted: Wanted, limits: HeldLimits): Promise<LookedUp | undefined> {
  const packageIds = sql`(select ids from packages)::bigint[]`;
  const setIds = sql`(select ids from sets)::bigint[]`;
  const { rows } = await sql<{
    packages: number[] | null;
    sets: string;
    holders: number;
    dead: number[];
    decided: boolean;
  }>`${wanted.isPlain === true ? planKept : sql``}
    with wanted as materialized (${wantedPackages(wanted)} limit ${sql.lit(limits.packages + 1)}),
      packages as materialized (
        select case when count(*) <= ${sql.lit(limits.packages)} then coalesce(array_agg(id), '{}') end as ids from wanted),
      sets as materialized (
        select coalesce(array_agg(distinct m.set_id), '{}') as ids from package_set_member m where m.package_id = any(${packageIds}))
    select (select ids from packages)::float8[] as packages, (select ids from sets)::text as sets,
      (select count(*) from (
        select from image_package_set s where s.set_id = any(${setIds}) limit ${sql.lit(Math.max(limits.holders, limits.lookedUp) + 1)}) h) as holders,
      array(${deadImages(packageIds, setIds)})::float8[] as dead,
      exists (select from image_suppression) as decided`.execute(db);
  const [row] = rows;
  if (row === undefined || row.packages === null) return undefined;
  return { setIds: row.sets, deadImageIds: row.dead, holders: row.holders, isDecided: row.decided };
}

function wantedPackages({ where, needsFinding }: Wanted): RawBuilder<unknown> {
  const findings = sql`join package_vulnerability v on v.package_id = p.id join vulnerability e on e.id = v.vulnerability_id`;
  return sql`select distinct p.id from package p ${needsFinding ? findings : sql``}
    where ${where} ${needsFinding ? sql`and ${isCounted}` : sql``}`;
}

/**
 * Of what so many packages are that most images hold one of them. As a rule, then, an image that is tried has it; where hardly any has, the sets that
 * have one of the packages are looked up, which takes most of a second.
 */
function heldByMany(wanted: Wanted): Held {
  const { where, needsFinding } = wanted;
  const findings = sql`join package_vulnerability v on v.package_id = p.id join vulnerability e on e.id = v.vulnerability_id
    ${joinHere(sql`s.image_id`)}`;
  const condition = sql<boolean>`coalesce((
    select true from image_package_set s join package_set_member m on m.set_id = s.set_id join package p on p.id = m.package_id
      ${needsFinding ? findings : sql``} left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
    where s.image_id = l.image_id and (x.reason is null or x.reason in ('moved', 'duplicate')) and ${where}
      ${needsFinding ? sql`and ${countedHere}` : sql``} limit 1), false)`;
  const packages = wantedPackages(wanted);
  const setIds = sql`array(select distinct m.set_id from package_set_member m where m.package_id in (${packages}))`;
  const holds = sql<boolean>`(${among(sql`s.set_id = any(${setIds})`)}
    and coalesce(l.image_id not in (${deadImages(sql`array(${packages})`, setIds)}), false))`;
  const forAll = needsFinding ? sql<boolean>`(case when ${isDecidedHere} then ${condition} else ${holds} end)` : holds;
  return { condition, forAll, isFew: false, isDear: true };
}

const isDecidedHere = sql<boolean>`l.image_id in (select d.image_id from image_suppression d)`;

function unlessDecided(holds: RawBuilder<boolean>, holders: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(case when ${isDecidedHere} then l.image_id in (${holders}) else ${holds} end)`;
}

function sureHolders({ setIds, deadImageIds }: LookedUp): RawBuilder<unknown> {
  return sql`select s.image_id from image_package_set s where ${allOf([
    sql<boolean>`s.set_id = any(${setIds}::bigint[])`,
    isNoneOf(sql`s.image_id`, deadImageIds),
  ])}`;
}

/** All images with the sets are looked up first. */
function lookedUpCondition({ setIds, deadImageIds }: LookedUp): RawBuilder<boolean> {
  return allOf([among(sql`s.set_id = any(${setIds}::bigint[])`), isNoneOf(sql`l.image_id`, deadImageIds)]);
}

/** Each image is looked at when its turn comes. A function around it keeps the planner from turning this into a join, whose size it cannot tell. */
function triedCondition({ setIds, deadImageIds }: LookedUp): RawBuilder<boolean> {
  const holds = sql<boolean>`coalesce((select true from image_package_set s
    where s.image_id = l.image_id and s.set_id = any(${setIds}::bigint[]) limit 1), false)`;
  return allOf([holds, isNoneOf(sql`l.image_id`, deadImageIds)]);
}

function among(where: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(l.image_id in (select s.image_id from image_package_set s where ${where}), false)`;
}

function isNoneOf(column: RawBuilder<unknown>, ids: readonly number[]): RawBuilder<boolean> | undefined {
  return ids.length === 0 ? undefined : sql<boolean>`${column} <> all(${ids}::bigint[])`;
}

/** A package that an image holds counts there in exactly one place: how often each is excepted elsewhere. */
async function countGone(db: Kysely<Tables>, packageIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ package_id: number; count: number }>`
    select package_id, count(*) as count from image_package_exception
    where package_id = any(${packageIds}::bigint[]) and reason in ('removed', 'replaced', 'duplicate')
    group by package_id`.execute(db);
  return new Map(rows.map(({ package_id, count }) => [package_id, count]));
}
