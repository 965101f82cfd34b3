import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { isOneOf } from './find-named.ts';
import { anyImage, type Found, forAll, type ImageFilter, imageConditions } from './image-filter.ts';
import { countedOf } from './policy-images.ts';
import { allOf } from './text-filter.ts';

/** How many rows a listing has in all. */
export interface ListedCount {
  readonly total: number;
  /** There are more: counting ended there. */
  readonly totalIsAtLeast?: true;
}

/** Counting goes so far: beyond it, the number says less than the time that it takes costs. */
const countedAtMost = 1000;

/** How many rows are tried one by one before all that hold something are looked up. */
const triedToCount = 3000;

/** A filter of which a page has been read that is not the last. */
interface Counted {
  readonly filter: ImageFilter;
  readonly found: Found;
  readonly limit: number;
}

/** How many rows a filter finds: a part of the query that reads its first page, so that it is asked for along with that. */
export interface CountOf {
  readonly count: RawBuilder<number>;
  /** It is said how many there are, however many. */
  readonly isExact?: true;
  readonly present: (count: number) => ListedCount;
}

/** Counts what a filter finds. Rows of everything, a registry, repositories or their names are known exactly, others up to a limit. */
export function countOf({ filter, found, limit }: Counted): CountOf {
  const { registryId, repository, q: _, ...others } = filter;
  const ofPolicy = countOfPolicy(filter, found);
  if (ofPolicy !== undefined) return { count: ofPolicy, isExact: true, present: exactCount };
  const { held, named } = found;
  const isOfNames = !isAsked(others);
  if (isOfNames && named?.isWhole !== false) {
    const known = isAsked({ registryId, repository }) ? undefined : named?.inRepositories?.images;
    const count = known === undefined ? sumOfRepositories(filter, found) : sql<number>`${known}::bigint`;
    return { count, present: (total) => ({ total }) };
  }
  if (isOfNames && !isAsked({ registryId, repository }) && (named?.atLeast ?? 0) > countedAtMost)
    return { count: sql.lit(named?.atLeast ?? 0), present: limitedCount };
  if (held?.isDear === true) return { count: sql.lit(limit), present: (total) => ({ total, totalIsAtLeast: true }) };
  const where = imageConditions(filter, forAll(found));
  const all = upToLimit(sql`listed_image l where ${where} ${alongIndex(filter, found)}`);
  // Without `offset`, each would be counted twice.
  const count = quickCounts(filter, found).reduceRight<RawBuilder<number>>(
    (rest, quick) => sql<number>`(
      select case when q.n > ${sql.lit(countedAtMost)} then q.n else ${rest} end from (select ${quick} as n offset 0) q)`,
    all,
  );
  return { count, present: limitedCount };
}

/** Rows of one policy alone: many as last counted, so that its number and its list say the same; few as they are now. */
function countOfPolicy(
  { policyId, policy: outcome, ...others }: ImageFilter,
  found: Found,
): RawBuilder<number> | undefined {
  if (policyId === undefined || isAsked(others)) return undefined;
  const kept = countedOf({ policyId, outcome });
  if (kept === undefined) return undefined;
  const live = upToLimit(sql`listed_image l where ${imageConditions({ policyId, policy: outcome }, forAll(found))}`);
  return sql<number>`(select case when k.n > ${sql.lit(countedAtMost)} then k.n else ${live} end from (select ${kept} as n offset 0) k)`;
}

/**
 * The order in which an index has most of what is counted together: the table has it all over the place, and reading all others before the thousandth takes
 * long. What most images lack, or the best have, is found as soon in the order of the table.
 */
function alongIndex(
  { registryId, kev, exploitable, fixable }: ImageFilter,
  { held, named, ofPolicy, excepted }: Found,
): RawBuilder<unknown> {
  if (registryId !== undefined) return sql`order by l.registry_id, l.rank`;
  if ([held, named, ofPolicy, excepted].some((one) => one !== undefined)) return sql``;
  if (kev === true) return sql`order by l.rank`;
  if (exploitable === true) return sql`order by -l.exploitable, l.rank`;
  if (fixable === true) return sql`order by -l.fixable, l.rank`;
  return sql``;
}

/** Counts of some of the rows: where one is more than counting goes to, others need not be looked for. */
function quickCounts(filter: ImageFilter, found: Found): readonly RawBuilder<number>[] {
  const { held, ended, excepted } = found;
  const { package: _p, packageType: _t, vulnerability: _v, exceptionId: _x, ...unheld } = filter;
  const { endOfLife: _e, endOfLifeWithin: _w, ...besides } = unheld;
  const [only, another] = [held, ended, excepted].filter((one) => one !== undefined);
  const counts: RawBuilder<number>[] = [];
  if (only?.some !== undefined && another === undefined && !isAsked(besides)) {
    counts.push(
      // As an array, whose numbers the index is searched for in one go (PostgreSQL 17 and later), each once.
      upToLimit(sql`listed_image l where l.image_id = any(array(${only.some}))`),
    );
  }
  if (ended?.forAll !== undefined && ended.some === undefined) {
    // Most images are those whose support does not end: among so many are more than are counted.
    const others = imageConditions(filter, { ...forAll(found), ended: anyImage });
    const first = sql`(select * from listed_image l where ${others} limit ${sql.lit(triedToCount)}) l`;
    counts.push(upToLimit(sql`${first} where ${ended.condition}`));
  }
  return counts;
}

/** How many rows `l` listed_image are as wanted, up to the limit. */
export async function countRows(db: Kysely<Tables>, wanted: RawBuilder<boolean>): Promise<ListedCount> {
  const { rows } = await sql<{
    count: number;
  }>`select ${upToLimit(sql`listed_image l where ${wanted}`)} as count`.execute(db);
  return limitedCount(rows[0]?.count ?? 0);
}

/** A count that may be larger than what counting goes to. */
export function limitedCount(count: number): ListedCount {
  return count > countedAtMost ? { total: countedAtMost, totalIsAtLeast: true } : { total: count };
}

/** A count that is known whatever it is, unless it was counted just now and ended at the limit. */
function exactCount(count: number): ListedCount {
  return count === countedAtMost + 1 ? limitedCount(count) : { total: count };
}

function isAsked(filter: ImageFilter): boolean {
  return Object.values(filter).some((one) => one !== undefined);
}

function sumOfRepositories({ registryId, repository }: ImageFilter, { named }: Found): RawBuilder<number> {
  const where = allOf([
    registryId === undefined ? undefined : sql<boolean>`registry_id = ${registryId}`,
    repository === undefined ? undefined : sql<boolean>`repository = ${repository}`,
    named && isOneOf(sql`repository_id`, named.repositories),
  ]);
  // As small numbers, whose sum takes half as long.
  return sql<number>`(select coalesce(sum(images::int), 0) from repository_totals where ${where})`;
}

function upToLimit(source: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select count(*) from (select from ${source} limit ${sql.lit(countedAtMost + 1)}) counted)`;
}
