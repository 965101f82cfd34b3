import { type Kysely, sql } from 'kysely';
import type { ScanProblem } from '#core/problem.ts';
import type { MatchSubject, PackageMatch } from '#engine/match/index.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';
import { columns, summed } from '../totals.ts';
import { matchHash, matchRow, packageTotals, vulnerabilityRow } from './match-row.ts';

/** What matching one distinct package came to. */
export interface SubjectResult {
  readonly matches: readonly PackageMatch[];
  /** Those that affect coverage leave the package uncovered. */
  readonly problems: readonly ScanProblem[];
}

/** Matches packages with one build of the advisory database. */
export interface SubjectMatcher {
  /** When that was built: milliseconds since 1970. Builds at different places may bear the same revision. */
  readonly build: number;
  match(subject: MatchSubject): SubjectResult;
}

interface StoredPackage {
  readonly id: number;
  readonly hash: string | null;
  readonly subject: MatchSubject;
}

/** The packages to match, with what matching needs to know of them. */
export async function loadSubjects(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<readonly StoredPackage[]> {
  const rows = await db
    .selectFrom('package')
    .select(['id', 'matched_hash', 'ecosystem', 'release', 'name', 'version', 'architecture', 'details'])
    .select(['source_name', 'source_version', 'owner'])
    .where('id', '=', sql<number>`any(${packageIds}::bigint[])`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    hash: row.matched_hash?.toString('hex') ?? null,
    subject: {
      ecosystem: row.ecosystem,
      name: row.name,
      version: row.version,
      ...(row.release !== null && { release: row.release }),
      ...(row.architecture !== null && { architecture: row.architecture }),
      ...(row.details !== null && { details: row.details }),
      ...(row.owner !== null && { owner: row.owner }),
      ...(row.source_name !== null &&
        row.source_version !== null && { source: { name: row.source_name, version: row.source_version } }),
    },
  }));
}

/** Matches packages and stores what came of it; returns the ids of those whose matches are not what they were. */
export async function matchAndSave(
  db: Kysely<Tables>,
  packages: readonly StoredPackage[],
  matcher: SubjectMatcher,
): Promise<readonly number[]> {
  const results = packages.map(({ id, hash, subject }) => {
    const { matches, problems } = matcher.match(subject);
    const rows = matches.map(matchRow);
    const isCovered = !problems.some(({ affectsCoverage }) => affectsCoverage);
    return { id, before: hash, hash: matchHash(rows, problems, isCovered), matches, rows, problems, isCovered };
  });
  await saveVulnerabilities(
    db,
    results.flatMap(({ matches }) => matches),
  );
  const changed = results.filter(({ before, hash }) => before !== hash);
  await replaceMatches(db, changed);
  const ids = results.map(({ id }) => id);
  await sql`update package set matched_build = ${matcher.build} where id = any(${ids}::bigint[])`.execute(db);
  return changed.map(({ id }) => id);
}

async function saveVulnerabilities(db: Kysely<Tables>, matches: readonly PackageMatch[]): Promise<void> {
  const rows = [...new Map(matches.map((match) => [match.vulnerabilityId, vulnerabilityRow(match)])).values()];
  if (rows.length === 0) return;
  await sql`
    insert into vulnerability as v (id, epss, epss_percentile, known_exploited, public_exploits, exploit)
    select id, epss, epss_percentile, known_exploited, public_exploits, exploit
    from jsonb_to_recordset(${toJson(rows)}::jsonb)
      as r(id text, epss real, epss_percentile real, known_exploited boolean, public_exploits int, exploit jsonb)
    on conflict (id) do update set epss = excluded.epss, epss_percentile = excluded.epss_percentile,
      known_exploited = excluded.known_exploited, public_exploits = excluded.public_exploits, exploit = excluded.exploit
    where v.exploit is distinct from excluded.exploit`.execute(db);
}

interface Changed {
  readonly id: number;
  readonly hash: string;
  readonly rows: readonly ReturnType<typeof matchRow>[];
  readonly problems: readonly ScanProblem[];
  readonly isCovered: boolean;
}

async function replaceMatches(db: Kysely<Tables>, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  const ids = changed.map(({ id }) => id);
  await sql`delete from package_vulnerability where package_id = any(${ids}::bigint[])`.execute(db);
  const rows = changed.flatMap(({ id, rows }) => rows.map((row) => ({ package_id: id, ...row })));
  await sql`
    insert into package_vulnerability (package_id, vulnerability_id, aliases, summary, published, severity, severity_rank,
      cvss_score, fix, fixable, exploitable, known_exploited, risk, scores, evidence)
    select package_id, vulnerability_id, aliases, summary, published, severity, severity_rank, cvss_score, fix, fixable,
      exploitable, known_exploited, risk, scores, evidence
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(package_id bigint, vulnerability_id text, aliases text[],
      summary text, published timestamptz, severity text, severity_rank smallint, cvss_score real, fix jsonb,
      fixable boolean, exploitable boolean, known_exploited boolean, risk smallint, scores jsonb, evidence jsonb)`.execute(
    db,
  );
  const totals = changed.map(({ id, hash, rows, problems, isCovered }) => ({
    id,
    hash,
    problems,
    ...packageTotals(rows, isCovered),
  }));
  const names = [...summed, 'risk_max'];
  await sql`
    update package p set matched_hash = decode(r.hash, 'hex'), problems = r.problems,
      ${columns(names, (name) => `${name} = r.${name}`)}
    from jsonb_to_recordset(${toJson(totals)}::jsonb)
      as r(id bigint, hash text, problems jsonb, ${columns(names, (name) => `${name} int`)})
    where p.id = r.id`.execute(db);
}
