import { type RawBuilder, sql } from 'kysely';
import { findingColumns, findingTotals } from '../recount-packages.ts';

/** Why a finding `v` is suppressed, where `o` is joined by {@link joinHere}. */
export const suppressionHere = 'case when o.image_id is null then v.suppression else o.suppression end';

/** Joins to findings `v` what is decided of them in one image alone, which is what `imageId` says. */
export function joinHere(imageId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`left join image_suppression o
    on o.image_id = ${imageId} and o.package_id = v.package_id and o.vulnerability_id = v.vulnerability_id`;
}

/** `with here as (…)`: the totals, as they are in an image, of the packages of which something is decided in that image alone. */
export function packagesHere(imageIds: readonly number[]): RawBuilder<unknown> {
  return sql`here as materialized (
    select d.image_id, d.package_id, ${findingTotals(suppressionHere)}
    from (select distinct image_id, package_id from image_suppression where image_id = any(${imageIds}::bigint[])) d
      join package_vulnerability v on v.package_id = d.package_id ${joinHere(sql`d.image_id`)}
    group by d.image_id, d.package_id
  )`;
}

/** The condition that a finding `v` counts in the image for which `o` is joined. */
export const countedHere = sql<boolean>`(v.hidden is null and (${sql.raw(suppressionHere)}) is null)`;

const unchanged = [
  'id',
  'purl',
  'type',
  'ecosystem',
  'release',
  'name',
  'version',
  'architecture',
  'source_name',
  'source_version',
  'licenses',
  'owner',
  'problems',
  'matched_build',
];

/** Packages, to be joined as `p`, with their totals as they are in an image, where {@link packagesHere} is a part of the query. */
export const packageHere: RawBuilder<unknown> = sql.raw(`(
    select ${[...unchanged.map((name) => `q.${name}`), ...findingColumns.map((name) => `coalesce(h.${name}, q.${name}) as ${name}`)].join(', ')}
    from package q left join here h on h.package_id = q.id)`);
