import { type Kysely, sql } from 'kysely';
import type { ExploitSignal } from '#core/advisory.ts';
import type { Severity, SeverityRating } from '#core/severity.ts';
import type { Tables } from '../schema.ts';
import { severityOrder } from '../settings.ts';
import { toJson } from '../to-json.ts';
import { ratingColumns, signalColumns } from './match-row.ts';
import { recountPackages } from './recount-packages.ts';

interface RatedRow {
  readonly package_id: number;
  readonly vulnerability_id: string;
  readonly severity: Severity;
  readonly cvss_score: number | null;
  readonly risk: number;
  readonly scores: readonly SeverityRating[];
  readonly exploit: ExploitSignal | null;
}

/**
 * Rates the findings of some of the marked packages as the service is set now; returns how many packages, 0 where none was marked. Nothing of it
 * is news: what the advisories say is what they said. Within the caller's transaction.
 */
export async function rateMarkedPackages(db: Kysely<Tables>, atOnce: number): Promise<number> {
  const { rows: marked } = await sql<{ id: number }>`
    delete from package_to_rate where package_id in (select package_id from package_to_rate order by package_id limit ${atOnce})
    returning package_id as id`.execute(db);
  if (marked.length === 0) return 0;
  const severityFrom = await severityOrder(db);
  const { rows } = await sql<RatedRow>`
    select v.package_id, v.vulnerability_id, v.severity, v.cvss_score, v.risk, v.scores, e.exploit
    from package_vulnerability v join vulnerability e on e.id = v.vulnerability_id
    where v.package_id = any(${marked.map(({ id }) => id)}::bigint[])`.execute(db);
  const changed = rows.flatMap((before) => {
    const rated = ratingColumns(before, severityFrom);
    const { risk } = signalColumns(rated, before.exploit ?? undefined);
    const isSame =
      rated.severity === before.severity &&
      risk === before.risk &&
      Math.fround(rated.cvss_score ?? -1) === Math.fround(before.cvss_score ?? -1);
    const { package_id, vulnerability_id } = before;
    return isSame ? [] : [{ package_id, vulnerability_id, ...rated, risk }];
  });
  if (changed.length === 0) return marked.length;
  await sql`
    update package_vulnerability v set severity = r.severity, severity_rank = r.severity_rank, cvss_score = r.cvss_score,
      risk = r.risk
    from jsonb_to_recordset(${toJson(changed)}::jsonb) as r(package_id bigint, vulnerability_id text, severity text,
      severity_rank smallint, cvss_score real, risk smallint)
    where v.package_id = r.package_id and v.vulnerability_id = r.vulnerability_id`.execute(db);
  await recountPackages(db, [...new Set(changed.map(({ package_id }) => package_id))]);
  return marked.length;
}
