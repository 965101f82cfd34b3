import { type Kysely, sql } from 'kysely';
import type { ScanProblem } from '#core/problem.ts';
import { countedHere, joinHere, packageHere, packagesHere } from '../inventory/statements/here.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { membersOf } from './image-members.ts';

/** Severities, as totals have them. */
export const severityColumns = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;
type Counts = Record<(typeof severityColumns)[number], number>;

/** What the packages of an image come to, from looking at each of them once. */
export interface ImageSurvey {
  /** By type of package, the riskiest first; findings by severity, with `_fixable` and `_not_fixable` behind it. */
  readonly types: readonly (Record<string, number> & { type: string; packages: number; vulnerable: number })[];
  readonly layers: readonly (Counts & { readonly layer_index: number; readonly packages: number })[];
  /** What could not be looked up; the same for many packages once. */
  readonly problems: readonly ScanProblem[];
  readonly unmatched: number;
  /** The build of advisories that findings reflect: the service's, or an older one that a package was matched with which is to be matched again. */
  readonly build: number | null;
  readonly revision: number | null;
  /** Packages by ecosystem and release, and why there are no advisories for them; those that another owns are left out. */
  readonly ecosystems: readonly {
    readonly ecosystem: string;
    readonly release: string | null;
    readonly packages: number;
    readonly reason: string | null;
  }[];
  /** Packages that may be run-times or servers (see `engine/lifecycle`), by purl. */
  readonly runtimes: readonly Record<'purl' | 'type' | 'ecosystem' | 'name' | 'version', string>[];
}

const maxProblems = 200;
/** Types of packages of which some are run-times or servers. */
const runtimeTypes = ['generic', 'golang', 'maven', 'nuget'];

/** Looks at the packages of an image. */
export async function surveyImage(db: Kysely<Tables>, imageId: number): Promise<ImageSurvey> {
  const { rows } = await sql<ImageSurvey>`${planKept}
    with ${membersOf(imageId)}, ${packagesHere([imageId])},
    held as materialized (
      select m.layer_index, p.id, p.purl, p.type, p.ecosystem, p.release, p.name, p.version, p.owner, p.matched_build, p.vulnerable, p.risk_sum,
        -- Hardly any has one, and each that is taken apart costs.
        case when p.problems <> '[]' then p.problems end as problems, ${columns(severityColumns, (name) => `p.${name}`)}
      from members m join ${packageHere} p on p.id = m.package_id
    ),
    found as materialized (
      select h.type, ${findingsBySeverity}
      from held h join package_vulnerability v on v.package_id = h.id ${joinHere(sql`${imageId}::bigint`)}
      where h.vulnerable > 0 and ${countedHere} group by h.type
    ),
    of_type as (
      select type, count(*) as packages, sum(vulnerable) as vulnerable, sum(risk_sum) as risk from held group by type
    ),
    of_layer as (
      select layer_index, count(*) as packages, ${columns(severityColumns, (name) => `sum(${name})::int as ${name}`)}
      from held group by layer_index
    ),
    of_ecosystem as (
      select ecosystem, release, count(*) as packages, min(case when problems is not null then (
          select problem->>'message' from jsonb_array_elements(h.problems) as problem
          where problem->>'code' = 'advisories/none-for-ecosystem' limit 1) end) as reason
      from held h where owner is null group by ecosystem, release
    ),
    reflected as (
      select min(case when t.waits and exists (select from package_to_match w where w.package_id = h.id)
        then h.matched_build else coalesce((select build from advisory_state), h.matched_build) end) as build
      from held h cross join (select exists (select from package_to_match) as waits) t
      where h.matched_build is not null
    )
    select
      array(select to_jsonb(t) from (select * from of_type left join found using (type)) t order by t.risk desc, t.type) as types,
      array(select to_jsonb(l) from of_layer l) as layers,
      array(select distinct problem from (select problems from held where problems is not null) h cross join jsonb_array_elements(problems) as problem limit ${maxProblems}) as problems,
      (select count(*) from held where matched_build is null) as unmatched,
      r.build, (select revision from advisory_build b where b.id = r.build) as revision,
      array(select to_jsonb(e) from of_ecosystem e order by e.ecosystem collate "C", e.release) as ecosystems,
      array(select jsonb_build_object('purl', purl, 'type', type, 'ecosystem', ecosystem, 'name', name, 'version', version)
        from held where owner is null and type = any(${runtimeTypes}::text[]) order by purl collate "C") as runtimes
    from reflected r`.execute(db);
  return rows[0] ?? nothing;
}

const nothing: ImageSurvey = {
  types: [],
  layers: [],
  problems: [],
  unmatched: 0,
  build: null,
  revision: null,
  ecosystems: [],
  runtimes: [],
};

const findingsBySeverity = columns(
  severityColumns.flatMap((name) => [`${name} fixable`, `${name} not_fixable`]),
  (both) => {
    const [name, suffix] = both.split(' ');
    return `count(*) filter (where v.severity = '${name}' and ${suffix === 'fixable' ? '' : 'not '}v.fixable) as ${name}_${suffix}`;
  },
);
