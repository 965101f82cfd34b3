import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import { severities } from '#core/severity.ts';
import type { Tables } from '#server/store/schema.ts';

const isCounted = 'f.hidden is null and f.why is null';
const flags = ['fixable', 'exploitable', 'known_exploited'];
const sums = [
  ...severities.map((name) => `count(*) filter (where ${isCounted} and f.severity = '${name}') as ${name}`),
  ...flags.map((name) => `count(*) filter (where ${isCounted} and f.${name}) as ${name}`),
  `count(distinct f.package_id) filter (where ${isCounted}) as vulnerable`,
  'count(*) filter (where f.why is null and f.hidden is not null) as hidden',
  'count(*) filter (where f.why is not null) as suppressed',
  `coalesce(sum(f.risk) filter (where ${isCounted}), 0)::bigint as risk_sum`,
  `coalesce(max(f.risk) filter (where ${isCounted}), 0) as risk_max`,
  `coalesce(max(f.epss) filter (where ${isCounted}), -1) as epss_max`,
].join(', ');
const names = [...severities, ...flags, 'vulnerable', 'hidden', 'suppressed', 'risk_sum', 'risk_max', 'epss_max'];
const named = (alias: string) => names.map((name) => `${alias}.${name}`).join(', ');

/** Findings of packages, wherever these are. */
const ofPackages =
  'select package_id as id, package_id, suppression as why, severity, hidden, risk, epss, fixable, exploitable, known_exploited from package_vulnerability';
/** The packages of images, each once. */
const held = `select distinct s.image_id, m.package_id from image_package_set s join package_set_member m on m.set_id = s.set_id
  where not exists (select from image_package_exception x
    where x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id and x.reason <> 'moved')`;
const ofImages = `select h.image_id as id, v.package_id, v.severity, v.hidden, v.risk, v.epss, v.fixable, v.exploitable, v.known_exploited,
    case when o.image_id is null then v.suppression else o.suppression end as why
  from (${held}) h join package_vulnerability v on v.package_id = h.package_id
    left join image_suppression o on o.image_id = h.image_id and o.package_id = v.package_id and o.vulnerability_id = v.vulnerability_id`;

/** The counts that are kept of packages, sets and images, against the findings counted one by one; nothing is left to be counted. */
export async function expectCounted(db: Kysely<Tables>, when: string): Promise<void> {
  const rowsOf = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(db)).rows;
  const marks = [
    'package_to_match',
    'package_to_rate',
    'package_set_to_count',
    'repository_to_decide',
    'image_to_count',
  ];
  for (const table of marks) expect(await rowsOf(`select '${table}' as left_in from ${table}`), when).toEqual([]);
  const counted = (table: string, findings: string) =>
    `select t.id, ${names.map((name) => `coalesce(f.${name}, ${name === 'epss_max' ? -1 : 0}) as ${name}`).join(', ')}
    from ${table} t left join (select f.id, ${sums} from (${findings}) f group by f.id) f on f.id = t.id order by 1`;
  expect(await rowsOf(`select p.id, ${named('p')} from package p order by 1`), when).toEqual(
    await rowsOf(counted('package', ofPackages)),
  );
  const summed = names.map((name) =>
    name.endsWith('_max') ? `max(p.${name}) as ${name}` : `sum(p.${name})::bigint as ${name}`,
  );
  expect(await rowsOf(`select s.id, ${named('s')} from package_set s order by 1`), when).toEqual(
    await rowsOf(`select m.set_id as id, ${summed.join(', ')} from package_set_member m join package p on p.id = m.package_id
      group by 1 order by 1`),
  );
  expect(await rowsOf(`select t.image_id as id, ${named('t')} from image_totals t order by 1`), when).toEqual(
    await rowsOf(counted('image', ofImages)),
  );
  await expectScored(db, when);
}

/** The risk score and the number of packages of each image, and of how many of them nothing can be said. */
async function expectScored(db: Kysely<Tables>, when: string): Promise<void> {
  const { rows: stored } = await sql<{ id: number; risk_score: number }>`
    select image_id as id, risk_score, packages, uncovered from image_totals order by 1`.execute(db);
  const { rows: images } = await sql<{ id: number; packages: number; uncovered: number }>`
    select i.id, count(p.id) as packages, coalesce(sum(p.uncovered), 0)::bigint as uncovered
    from image i left join (${sql.raw(held)}) h on h.image_id = i.id left join package p on p.id = h.package_id
    group by i.id order by 1`.execute(db);
  const { rows: findings } = await sql<{ id: number; risk: number }>`
    select f.id, f.risk from (${sql.raw(ofImages)}) f where f.hidden is null and f.why is null`.execute(db);
  const risks = Map.groupBy(findings, ({ id }) => id);
  const scores = images.map((one) => ({
    ...one,
    risk_score: scoreOf((risks.get(one.id) ?? []).map(({ risk }) => risk)),
  }));
  expect(stored, when).toEqual(scores);
}

/** As the documentation gives the formula. */
function scoreOf(risks: readonly number[]): number {
  const highest = Math.max(0, ...risks);
  const others = risks.reduce((sum, risk) => sum + risk, 0) - highest;
  return Math.round(highest + ((100 - highest) * others) / (others + 1000));
}
