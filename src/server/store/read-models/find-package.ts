import { type Kysely, sql } from 'kysely';
import type { Fix } from '#core/advisory.ts';
import type { Severity } from '#core/severity.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { countHolders } from './find-held.ts';
import { findingsOf, isCounted, severityCountsOf, shownTotals, type TotalsRow } from './image-totals.ts';

interface VersionRow extends TotalsRow {
  readonly id: number;
  readonly purl: string;
  readonly ecosystem: string;
  readonly release: string | null;
  readonly version: string;
  readonly licenses: string[];
}

interface FlawRow {
  readonly vulnerability_id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly known_exploited: boolean;
  readonly exploitable: boolean;
  readonly epss: number | null;
  readonly fixes: Fix[];
  readonly versions: number;
}

const maxRows = 500;

/** A package over all images: its versions, which images hold them, and what is wrong with them; undefined where none holds it. */
export async function findPackage(db: Kysely<Tables>, type: string, name: string) {
  const { rows } = await sql<VersionRow>`${planKept}
    select id, purl, ecosystem, release, version, licenses, ${columns(shownTotals)} from package
    where name = ${name} and type = ${type}
    order by known_exploited desc, exploitable desc, critical desc, high desc, version, id limit ${sql.lit(maxRows)}`.execute(
    db,
  );
  if (rows.length === 0) return undefined;
  const ids = rows.length < maxRows ? rows.map(({ id }) => id) : await allVersions(db, type, name);
  const [flaws, { images: count, byPackage: images }] = await Promise.all([
    sql<FlawRow>`
      select v.vulnerability_id, min(v.summary) as summary,
        (array_agg(v.severity order by v.severity_rank))[1] as severity, bool_or(v.known_exploited) as known_exploited,
        bool_or(v.exploitable) as exploitable, max(e.epss) as epss, jsonb_agg(distinct v.fix) as fixes,
        count(distinct p.version) as versions
      from package p join package_vulnerability v on v.package_id = p.id join vulnerability e on e.id = v.vulnerability_id
      where p.id = any(${ids}::bigint[]) and ${isCounted} group by v.vulnerability_id
      order by bool_or(v.known_exploited) desc, bool_or(v.exploitable) desc, min(v.severity_rank), v.vulnerability_id
      limit ${maxRows}`.execute(db),
    countHolders(db, ids),
  ]);
  return {
    type,
    name,
    images: count,
    versions: rows.map((row) => ({
      packageId: row.purl,
      version: row.version,
      ecosystem: row.ecosystem,
      ...(row.release !== null && { release: row.release }),
      licenses: row.licenses,
      images: images.get(row.id) ?? 0,
      severityCounts: severityCountsOf(row),
      findings: findingsOf(row),
      fixable: row.fixable,
      exploitable: row.exploitable,
    })),
    vulnerabilities: flaws.rows.map((row) => ({
      vulnerabilityId: row.vulnerability_id,
      summary: row.summary,
      severity: row.severity,
      knownExploited: row.known_exploited,
      exploitable: row.exploitable,
      ...(row.epss !== null && { epss: row.epss }),
      fixVersions: [...new Set(row.fixes.flatMap(({ versions }) => versions))],
      versions: row.versions,
    })),
  };
}

async function allVersions(db: Kysely<Tables>, type: string, name: string): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select id from package where name = ${name} and type = ${type}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
