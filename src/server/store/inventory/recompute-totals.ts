import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { columns, maxima, summed, sumsOf } from '../totals.ts';
import { findingColumns } from './recount-packages.ts';
import { packagesHere } from './statements/here.ts';
import { recomputeHeldViolations, recomputeOutcomes } from './violations/image-violations.ts';
import { loadRules } from './violations/policy-rules.ts';
import { recomputeSetViolations } from './violations/sum-violations.ts';

/** The sums that statements on an image itself change. */
const inHere: readonly string[] = findingColumns.filter((name) => !maxima.some((one) => one === name));

/** How many images' totals are computed by one statement. */
const imagesAtOnce = 2000;

/** Computes the counts of package sets from their members anew; those that have nothing to count, as most have, are not looked at. */
export async function recomputeSetTotals(db: Kysely<Tables>, setIds: readonly number[]): Promise<void> {
  if (setIds.length === 0) return;
  await recomputeSetViolations(db, setIds);
  const totals = [...summed, ...maxima];
  await sql`
    update package_set s set ${columns(totals, (name) => `${name} = t.${name}`)}
    from (
      select w.id, ${sumsOf('p')}, coalesce(max(p.risk_max), 0) as risk_max, coalesce(max(p.epss_max), -1) as epss_max
      from unnest(${setIds}::bigint[]) as w(id) left join (
        select m.set_id, q.* from package_set_member m join package q on q.id = m.package_id
        where m.set_id = any(${setIds}::bigint[]) and q.vulnerable + q.uncovered + q.hidden + q.suppressed > 0
      ) p on p.set_id = w.id group by w.id
    ) t where s.id = t.id and (${columns(totals, (name) => `s.${name}`)}) is distinct from (${columns(totals, (name) => `t.${name}`)})`.execute(
    db,
  );
}

/** Computes the counts of images anew: the sum of their sets', less the exceptions that do not count. */
export async function recomputeImageTotals(db: Kysely<Tables>, imageIds: readonly number[]): Promise<void> {
  for (let start = 0; start < imageIds.length; start += imagesAtOnce) {
    const some = imageIds.slice(start, start + imagesAtOnce);
    const by = await loadRules(db);
    // Before the totals, with which it is listed.
    await recomputeHeldViolations(db, some, by);
    await recomputeImages(db, some);
    await recomputeOutcomes(db, some, by);
  }
}

async function recomputeImages(db: Kysely<Tables>, imageIds: readonly number[]): Promise<void> {
  const all = [...summed, 'packages', ...maxima];
  const written = [...all, 'risk_score', 'coverage'];
  await sql`
    with ${packagesHere(imageIds)},
    -- What statements on the image itself make of packages, less what these are elsewhere.
    other as (
      select h.image_id, ${columns(inHere, (name) => `sum(h.${name} - p.${name})::bigint as ${name}`)}
      from here h join package p on p.id = h.package_id group by h.image_id
    ),
    wanted as (select id, problems from image where id = any(${imageIds}::bigint[])),
    sets as (
      select i.image_id, ${sumsOf('s')}, coalesce(sum(s.packages), 0) as packages
      from image_package_set i join package_set s on s.id = i.set_id
      where i.image_id = any(${imageIds}::bigint[]) group by i.image_id
    ),
    less as (
      select x.image_id, ${sumsOf('p')}, count(*) as packages
      from image_package_exception x join package p on p.id = x.package_id
      where x.image_id = any(${imageIds}::bigint[]) and x.reason <> 'moved' group by x.image_id
    ),
    -- Sets whose worst packages may be among those that do not count: for all others, what the set says holds.
    excepted as (
      select distinct x.image_id, x.position from image_package_exception x
        join image_package_set i on i.image_id = x.image_id and i.position = x.position
        join package_set s on s.id = i.set_id join package p on p.id = x.package_id
        and (p.risk_max >= s.risk_max or (p.epss_max >= s.epss_max and s.epss_max >= 0))
      where x.image_id = any(${imageIds}::bigint[]) and x.reason <> 'moved'
      union select i.image_id, i.position from here h join image_package_set i on i.image_id = h.image_id
        join package_set_member m on m.set_id = i.set_id and m.package_id = h.package_id
    ),
    worst as (
      select image_id, max(risk_max) as risk_max, max(epss_max) as epss_max from (
        select i.image_id, s.risk_max, s.epss_max from image_package_set i join package_set s on s.id = i.set_id
        where i.image_id = any(${imageIds}::bigint[])
          and not exists (select from excepted e where e.image_id = i.image_id and e.position = i.position)
        union all
        select i.image_id, coalesce(h.risk_max, p.risk_max), coalesce(h.epss_max, p.epss_max) from excepted e
          join image_package_set i on i.image_id = e.image_id and i.position = e.position
          join package_set_member m on m.set_id = i.set_id join package p on p.id = m.package_id
          left join here h on h.image_id = e.image_id and h.package_id = m.package_id
        where not exists (
          select from image_package_exception x where x.image_id = i.image_id and x.position = i.position
            and x.package_id = m.package_id and x.reason <> 'moved')
      ) of_sets group by image_id
    ),
    sums as (
      select w.id as image_id, w.problems, coalesce(worst.risk_max, 0) as risk_max,
        coalesce(worst.epss_max, -1) as epss_max,
        ${columns([...summed, 'packages'], (name) => {
          const more = inHere.includes(name) ? ` + coalesce(other.${name}, 0)` : '';
          return `coalesce(sets.${name}, 0) - coalesce(less.${name}, 0)${more} as ${name}`;
        })}
      from wanted w left join sets on sets.image_id = w.id left join less on less.image_id = w.id
        left join worst on worst.image_id = w.id left join other on other.image_id = w.id
    )
    insert into image_totals (image_id, ${columns(all)}, risk_score, coverage)
    select image_id, ${columns(all)},
      round(risk_max + ((100 - risk_max) * (risk_sum - risk_max))::numeric / (risk_sum - risk_max + 1000)),
      case when packages = 0 then 'unknown'
        when uncovered > 0 or problems @> '[{"affectsCoverage": true}]' then 'partial' else 'complete' end
    from sums
    on conflict (image_id) do update set
      ${columns(written, (name) => `${name} = excluded.${name}`)}
    where (${columns(written, (name) => `image_totals.${name}`)}) is distinct from
      (${columns(written, (name) => `excluded.${name}`)})`.execute(db);
}

/** What has changed so that something is to be counted anew. */
export interface ChangedTotals {
  /** Packages whose totals are not what they were. */
  readonly packageIds: readonly number[];
  /** Sets whose members have changed. */
  readonly setIds?: readonly number[];
  /** Images whose sets have changed, or what is decided in them alone. */
  readonly imageIds: readonly number[];
}

/** Counts anew, once each, all sets and images whose counts follow from what has changed. */
export async function recomputeHolders(db: Kysely<Tables>, changed: ChangedTotals): Promise<void> {
  const { packageIds, setIds = [], imageIds } = changed;
  const sets = await sql<{ id: number }>`
    select distinct set_id as id from package_set_member where package_id = any(${packageIds}::bigint[])`.execute(db);
  const holding = sets.rows.map(({ id }) => id);
  await recomputeSetTotals(db, [...new Set([...setIds, ...holding])]);
  const images = await sql<{ id: number }>`
    select distinct image_id as id from image_package_set where set_id = any(${holding}::bigint[])`.execute(db);
  await recomputeImageTotals(db, [...new Set([...imageIds, ...images.rows.map(({ id }) => id)])]);
}

/** Counts some of the marked sets anew and marks the images that hold them; returns how many, 0 where none was marked. */
export async function recomputeMarkedSets(db: Kysely<Tables>, atOnce: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    delete from package_set_to_count where set_id in (select set_id from package_set_to_count order by set_id limit ${atOnce})
    returning set_id as id`.execute(db);
  const ids = rows.map(({ id }) => id);
  await recomputeSetTotals(db, ids);
  await sql`
    insert into image_to_count select distinct image_id from image_package_set where set_id = any(${ids}::bigint[])
    on conflict do nothing`.execute(db);
  return ids.length;
}

/** Counts some of the marked images anew, whose sets must have been; returns how many, 0 where none was marked. */
export async function recomputeMarkedImages(db: Kysely<Tables>, atOnce: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    delete from image_to_count where image_id in (select image_id from image_to_count order by image_id limit ${atOnce})
    returning image_id as id`.execute(db);
  await recomputeImageTotals(
    db,
    rows.map(({ id }) => id),
  );
  return rows.length;
}
