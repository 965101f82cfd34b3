import { type Kysely, type RawBuilder, sql } from 'kysely';
import { severities } from '#core/severity.ts';
import type { Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { markHolders } from './mark-holders.ts';

const flags = ['fixable', 'exploitable', 'known_exploited'];
const isCounted = 'v.hidden is null';

/** What `packageTotals` counts of findings `v`, as columns of an aggregate. */
export const findingTotals: RawBuilder<unknown> = sql.raw(
  [
    ...severities.map((name) => `count(*) filter (where ${isCounted} and v.severity = '${name}') as ${name}`),
    ...flags.map((name) => `count(*) filter (where ${isCounted} and v.${name}) as ${name}`),
    `count(*) filter (where v.hidden is not null) as hidden`,
    `least(count(*) filter (where ${isCounted}), 1) as vulnerable`,
    `coalesce(sum(v.risk) filter (where ${isCounted}), 0) as risk_sum`,
    `coalesce(max(v.risk) filter (where ${isCounted}), 0) as risk_max`,
  ].join(', '),
);

const counted = [...severities, ...flags, 'hidden', 'vulnerable', 'risk_sum', 'risk_max'];

/** Counts the findings of packages anew after something of them has changed, and marks what holds the packages to be counted. */
export async function recountPackages(db: Kysely<Tables>, packageIds: readonly number[]): Promise<void> {
  if (packageIds.length === 0) return;
  await sql`
    update package p set ${columns(counted, (name) => `${name} = t.${name}`)}
    from (
      select v.package_id, ${findingTotals} from package_vulnerability v
      where v.package_id = any(${packageIds}::bigint[]) group by v.package_id
    ) t where p.id = t.package_id`.execute(db);
  await markHolders(db, packageIds);
}
