import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { isOneOf } from './find-named.ts';
import { anyImage, type Found, forAll, type ImageFilter, imageConditions } from './image-filter.ts';
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

/** How many rows a filter finds. Those of everything, a registry, repositories or their names are known exactly, others up to a limit. */
export async function countListed(db: Kysely<Tables>, { filter, found, limit }: Counted): Promise<ListedCount> {
  const { registryId, repository, q: _, ...others } = filter;
  const { held, named, ended } = found;
  const isOfNames = !isAsked(others);
  if (isOfNames && named?.isWhole !== false) return { total: await sumOfRepositories(db, filter, found) };
  if (isOfNames && !isAsked({ registryId, repository }) && (named?.atLeast ?? 0) > countedAtMost)
    return limitedCount(named?.atLeast ?? 0);
  if (held?.isDear === true) return { total: limit, totalIsAtLeast: true };
  const { package: _p, packageType: _t, vulnerability: _v, endOfLife: _e, endOfLifeWithin: _w, ...besides } = filter;
  const only = held === undefined ? ended : ended === undefined ? held : undefined;
  if (only?.some !== undefined && !isAsked(besides)) {
    const images = sql`(select distinct s.image_id from (${only.some}) as s(image_id)) i join listed_image l on l.image_id = i.image_id`;
    const some = await countUpToLimit(db, images);
    if (some > countedAtMost) return limitedCount(some);
  }
  if (ended?.forAll !== undefined && ended.some === undefined) {
    // Most images are those whose support does not end: among so many are more than are counted.
    const others = imageConditions(filter, { ...forAll(found), ended: anyImage });
    const first = sql`(select * from listed_image l where ${others} limit ${sql.lit(triedToCount)}) l`;
    const some = await countUpToLimit(db, sql`${first} where ${ended.condition}`);
    if (some > countedAtMost) return limitedCount(some);
  }
  // Images of a registry lie together, and reading all others before them takes long: an index has them at once, the worst first.
  const along = registryId === undefined ? sql`` : sql`order by l.registry_id, l.rank`;
  const where = imageConditions(filter, forAll(found));
  return limitedCount(await countUpToLimit(db, sql`listed_image l where ${where} ${along}`));
}

/** How many rows `l` listed_image are as wanted, up to the limit. */
export async function countRows(db: Kysely<Tables>, wanted: RawBuilder<boolean>): Promise<ListedCount> {
  return limitedCount(await countUpToLimit(db, sql`listed_image l where ${wanted}`));
}

/** A count that may be larger than what counting goes to. */
export function limitedCount(count: number): ListedCount {
  return count > countedAtMost ? { total: countedAtMost, totalIsAtLeast: true } : { total: count };
}

function isAsked(filter: ImageFilter): boolean {
  return Object.values(filter).some((one) => one !== undefined);
}

async function sumOfRepositories(
  db: Kysely<Tables>,
  { registryId, repository }: ImageFilter,
  { named }: Found,
): Promise<number> {
  const where = allOf([
    registryId === undefined ? undefined : sql<boolean>`registry_id = ${registryId}`,
    repository === undefined ? undefined : sql<boolean>`repository = ${repository}`,
    named && isOneOf(sql`repository_id`, named.repositoryIds),
  ]);
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(images), 0)::bigint as total from repository_totals where ${where}`.execute(db);
  return rows[0]?.total ?? 0;
}

async function countUpToLimit(db: Kysely<Tables>, source: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from ${source} limit ${sql.lit(countedAtMost + 1)}) counted`.execute(db);
  return rows[0]?.count ?? 0;
}
