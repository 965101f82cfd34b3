import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { type Found, type ImageFilter, imageConditions } from './image-filter.ts';
import { allOf } from './text-filter.ts';

/** How many rows a listing has in all. */
export interface ListedCount {
  readonly total: number;
  /** There are more: counting ended there. */
  readonly totalIsAtLeast?: true;
}

/** Counting goes so far: beyond it, the number says less than the time that it takes costs. */
const countedAtMost = 1000;

/** How many rows a filter finds. Those of everything, a registry or a repository are known exactly, others up to a limit. */
export async function countListed(db: Kysely<Tables>, filter: ImageFilter, found: Found): Promise<ListedCount> {
  const { registryId, repository, ...others } = filter;
  if (Object.values(others).every((one) => one === undefined)) {
    const where = allOf([
      registryId === undefined ? undefined : sql<boolean>`registry_id = ${registryId}`,
      repository === undefined ? undefined : sql<boolean>`repository = ${repository}`,
    ]);
    const { rows } = await sql<{ total: number }>`
      select coalesce(sum(images), 0)::bigint as total from repository_totals where ${where}`.execute(db);
    return { total: rows[0]?.total ?? 0 };
  }
  return countRows(db, imageConditions(filter, found));
}

/** How many rows `l` listed_image are as wanted, up to a limit. */
export async function countRows(db: Kysely<Tables>, wanted: RawBuilder<boolean>): Promise<ListedCount> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from listed_image l where ${wanted} limit ${countedAtMost + 1}
    ) counted`.execute(db);
  const count = rows[0]?.count ?? 0;
  return count > countedAtMost ? { total: countedAtMost, totalIsAtLeast: true } : { total: count };
}
