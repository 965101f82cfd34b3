import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { isOneOf } from './find-named.ts';
import { type Found, findsFew, forAll, type ImageFilter, imageConditions, sumAtLeast } from './image-filter.ts';
import { shownTotals } from './image-totals.ts';
import type { Keyset } from './keyset.ts';
import { allOf } from './text-filter.ts';

/** Where repositories that hold an image as wanted come from, with the sums of those images. */
export interface RepositorySource {
  /** `found as (…)`, and what that needs. */
  readonly found: RawBuilder<unknown>;
  /** Those of `found f` that are known to be in their place. */
  readonly where: RawBuilder<boolean>;
  /** How many have been found; null where that was not counted. */
  readonly count: RawBuilder<unknown>;
  /** Whether that was all of them. */
  readonly isAll: RawBuilder<unknown>;
}

interface SourceOptions {
  readonly order: Keyset;
  /** Sums of some images are never before the sums of all in that order. */
  readonly isWalked: boolean;
  /** Whether somebody asks how many there are. */
  readonly isCounted: boolean;
  readonly walked?: readonly number[] | undefined;
}

/** So many repositories are looked at before all are. */
const usuallyWalked = [150, 1000];

/**
 * What to read repositories from: where not all were looked at and the page did not come full, the next. Where only names are asked for, that is their kept sums. Few images are
 * added up; of many, those of the repositories that are first by their kept sums, then those of more.
 */
export function repositorySources(
  filter: ImageFilter,
  out: Found,
  { order, isWalked, isCounted, walked = usuallyWalked }: SourceOptions,
): readonly RepositorySource[] {
  if (isOfNames(filter, out)) return [keptSums(filter, out, isCounted)];
  const added = {
    found: sql`found as materialized (${addedUp(filter, out)})`,
    where: always,
    count: counted,
    isAll: always,
  };
  if (findsFew(out) || !isWalked) return [added];
  return [...walked.map((most) => firstOnes(filter, out, { order, most })), added];
}

/** How many repositories hold an image as wanted, where kept sums tell and have not told already. */
export async function countRepositories(
  db: Kysely<Tables>,
  filter: ImageFilter,
  out: Found,
): Promise<number | undefined> {
  const { registryId: _r, repository: _n, q, ...others } = filter;
  const asked = Object.values(others).filter((one) => one !== undefined);
  if (q !== undefined || asked.length !== 1 || sumConditions(others).length !== 1) return undefined;
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from repository_totals f where ${mayHave(filter, out)}`.execute(db);
  return rows[0]?.total;
}

const always = sql<boolean>`true`;
const counted = sql`(select count(*) from found)`;

function isOfNames({ registryId: _r, repository: _n, q: _q, ...others }: ImageFilter, { named }: Found): boolean {
  return named?.isWhole !== false && Object.values(others).every((one) => one === undefined);
}

/** Counted along with the page: lists of names go to the database once. */
function keptSums(filter: ImageFilter, out: Found, isCounted: boolean): RepositorySource {
  const found = sql`found as not materialized (select * from repository_totals)`;
  const where = mayHave(filter, out);
  const known = out.named?.inRepositories?.repositories;
  const counted =
    known === undefined ? sql`(select count(*) from repository_totals f where ${where})` : sql`${known}::bigint`;
  const count = isCounted ? counted : sql`null::bigint`;
  return { found, where, count, isAll: always };
}

/** What the kept sums `f` of a repository must say if it holds an image as wanted. */
function mayHave(filter: ImageFilter, { named }: Found): RawBuilder<boolean> {
  const { registryId, repository } = filter;
  return allOf([
    registryId === undefined ? undefined : sql<boolean>`f.registry_id = ${registryId}`,
    repository === undefined ? undefined : sql<boolean>`f.repository = ${repository}`,
    named?.isWhole === true ? isOneOf(sql`f.repository_id`, named.repositories) : undefined,
    ...sumConditions(filter),
  ]);
}

const covered = { complete: 'complete', partial: 'partial', unknown: 'not_known' } as const;

/** Each is true where one image is as one part of the filter wants, and only there. */
function sumConditions({ severity, fixable, exploitable, kev, coverage }: ImageFilter): readonly RawBuilder<boolean>[] {
  const some = (column: string) => sql.raw<boolean>(`f.${column} > 0`);
  return [
    ...(severity === undefined ? [] : [sql<boolean>`${sumAtLeast('f', severity)} > 0`]),
    ...(fixable === true ? [some('fixable')] : []),
    ...(exploitable === true ? [some('exploitable')] : []),
    ...(kev === true ? [some('known_exploited')] : []),
    ...(coverage === undefined ? [] : [some(covered[coverage])]),
  ];
}

const added = sql`min(l.rank) as rank, count(*) as images, max(l.scanned_at) as scanned_at,
  ${columns(shownTotals, (column) => `sum(l.${column})::bigint as ${column}`)}`;

function addedUp(filter: ImageFilter, out: Found): RawBuilder<unknown> {
  return sql`
    select l.repository_id, l.repository, l.registry_id, ${added}
    from listed_image l where ${imageConditions(filter, forAll(out))} group by l.repository_id, l.repository, l.registry_id`;
}

/** Those among the repositories that are first by their kept sums: where not all were looked at, as far as the last of these. */
function firstOnes(
  filter: ImageFilter,
  out: Found,
  { order, most }: { readonly order: Keyset; readonly most: number },
): RepositorySource {
  const found = sql`
    walked as materialized (select f.* from repository_totals f where ${mayHave(filter, out)} order by ${order.orderBy} limit ${most}),
    found as materialized (
      select f.repository_id, f.repository, f.registry_id, m.* from walked f cross join lateral (
        select ${added} from listed_image l where l.repository_id = f.repository_id and ${imageConditions(filter, out)}
      ) m where m.images > 0
    )`;
  const last = sql`select ${order.columns} from walked f order by ${order.orderBy} offset ${most - 1} limit 1`;
  return { found, where: order.upTo(last), count: counted, isAll: sql`(select count(*) < ${most} from walked)` };
}
