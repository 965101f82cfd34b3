import { type Kysely, type RawBuilder, sql } from 'kysely';
import { severities } from '#core/severity.ts';
import type { Tables } from '../schema.ts';
import { columns, maxima } from '../totals.ts';
import { markHolders, markImages } from './mark-holders.ts';
import { savePackageViolations } from './violations/package-violations.ts';

const flags = ['fixable', 'exploitable', 'known_exploited'];

/** The columns of totals that follow from findings, those that are maxima among them. */
export const findingColumns = [...severities, ...flags, 'vulnerable', 'hidden', 'suppressed', 'risk_sum', ...maxima];

/** What `packageTotals` counts of findings `v`, as columns of an aggregate; `suppression` is where it stands why one is suppressed. */
export function findingTotals(suppression = 'v.suppression'): RawBuilder<unknown> {
  const isCounted = `v.hidden is null and ${suppression} is null`;
  return sql.raw(
    [
      ...severities.map((name) => `count(*) filter (where ${isCounted} and v.severity = '${name}') as ${name}`),
      ...flags.map((name) => `count(*) filter (where ${isCounted} and v.${name}) as ${name}`),
      `least(count(*) filter (where ${isCounted}), 1) as vulnerable`,
      `count(*) filter (where ${suppression} is null and v.hidden is not null) as hidden`,
      `count(*) filter (where ${suppression} is not null) as suppressed`,
      `coalesce(sum(v.risk) filter (where ${isCounted}), 0) as risk_sum`,
      `coalesce(max(v.risk) filter (where ${isCounted}), 0) as risk_max`,
      `coalesce(max(v.epss) filter (where ${isCounted}), -1) as epss_max`,
    ].join(', '),
  );
}

/**
 * Counts the findings of packages anew after something of them has changed, judges them by all rules, and marks what holds the packages to be counted, as
 * far as that is not what it was.
 */
export async function recountPackages(db: Kysely<Tables>, packageIds: readonly number[]): Promise<void> {
  if (packageIds.length === 0) return;
  const { rows: changed } = await sql<{ id: number }>`
    update package p set ${columns(findingColumns, (name) => `${name} = t.${name}`)}
    from (
      select v.package_id, ${findingTotals()} from package_vulnerability v
      where v.package_id = any(${packageIds}::bigint[]) group by v.package_id
    ) t where p.id = t.package_id and (${columns(findingColumns, (name) => `p.${name}`)}) is distinct from
      (${columns(findingColumns, (name) => `t.${name}`)})
    returning p.id`.execute(db);
  const judged = await savePackageViolations(db, packageIds);
  await markHolders(db, [...new Set([...changed.map(({ id }) => id), ...judged])]);
  // What counts in an image alone may differ where the package's counts, by chance, do not.
  const { rows: decided } = await sql<{ id: number }>`
    select distinct image_id as id from image_suppression where package_id = any(${packageIds}::bigint[])`.execute(db);
  await markImages(
    db,
    decided.map(({ id }) => id),
  );
}
