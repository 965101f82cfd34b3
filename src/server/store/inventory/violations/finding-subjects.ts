import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ExploitSignal, Fix } from '#core/advisory.ts';
import type { Severity, SeverityRating } from '#core/severity.ts';
import { rankRatings } from '#engine/match/index.ts';
import type { FindingSubject, PackageSubject } from '#engine/policy/index.ts';
import type { Tables } from '../../schema.ts';
import { severityOrder } from '../../settings.ts';

interface PackageRow extends Omit<PackageSubject, 'kind'> {
  readonly id: number;
}

/** Packages as rules look at them, by number. */
export async function packageSubjects(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<ReadonlyMap<number, PackageSubject>> {
  const { rows } = await sql<PackageRow>`
    select id, type, ecosystem, name, version, licenses from package where id = any(${packageIds}::bigint[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...facts }) => [id, { kind: 'package', ...facts }]));
}

/** What rules look at of a finding, as the database gives it. */
export interface FindingRow {
  readonly package_id: number;
  readonly vulnerability_id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly scores: readonly SeverityRating[];
  readonly fix: Fix;
  readonly published: Date | null;
  readonly confidence: 'low' | null;
  readonly risk: number;
  readonly exploit: ExploitSignal | null;
  /** By statements on the package, wherever it is. */
  readonly is_accepted: boolean;
}

/** The columns of findings `v` and vulnerabilities `e` that {@link findingSubject} reads. */
export const subjectColumns: RawBuilder<unknown> = sql`v.package_id, v.vulnerability_id, v.aliases, v.severity, v.scores, v.fix, v.published,
  v.confidence, v.risk, e.exploit, v.suppression is not null as is_accepted`;

/** The findings of packages, but for those that are counted apart. */
export async function findingsToJudge(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<readonly FindingRow[]> {
  const { rows } = await sql<FindingRow>`
    select ${subjectColumns} from package_vulnerability v join vulnerability e on e.id = v.vulnerability_id
    where v.package_id = any(${packageIds}::bigint[]) and v.hidden is null`.execute(db);
  return ranked(db, rows);
}

/** Findings with their ratings in the order to which the service is set. */
export async function ranked<Row extends Pick<FindingRow, 'scores'>>(
  db: Kysely<Tables>,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const severityFrom = rows.length === 0 ? [] : await severityOrder(db);
  if (severityFrom.length === 0) return rows;
  return rows.map((row) => ({ ...row, scores: rankRatings(row.scores, severityFrom).scores }));
}

/** A finding as rules look at it. */
export function findingSubject(row: FindingRow, of: PackageSubject): FindingSubject {
  return {
    kind: 'finding',
    package: of,
    finding: {
      vulnerabilityId: row.vulnerability_id,
      aliases: row.aliases,
      severity: row.severity,
      scores: row.scores,
      fix: row.fix,
      risk: row.risk,
      ...(row.published !== null && { published: row.published.toISOString() }),
      ...(row.exploit !== null && { exploit: row.exploit }),
      ...(row.confidence !== null && { confidence: row.confidence }),
    },
  };
}
