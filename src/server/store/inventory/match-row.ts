import type { PackageMatch } from '#engine/match/index.ts';
import { riskScore } from '#engine/match/index.ts';
import { digestOf } from './package-row.ts';

/** Worst first, as `compareSeverity` orders. */
export const severityRank = { critical: 0, high: 1, unknown: 2, medium: 3, low: 4, negligible: 5 } as const;

/** A vulnerability of a distinct package, as it is stored. */
export function matchRow(match: PackageMatch) {
  const { exploit } = match;
  const knownExploited = exploit?.knownExploited !== undefined;
  const exploitable = knownExploited || (exploit?.publicExploits?.length ?? 0) > 0;
  const scores = match.scores.flatMap(({ score }) => (score === undefined ? [] : [score]));
  return {
    vulnerability_id: match.vulnerabilityId,
    aliases: match.aliases,
    summary: match.summary,
    published: timeOrNull(match.published),
    severity: match.severity,
    severity_rank: severityRank[match.severity],
    cvss_score: scores[0] ?? null,
    fix: match.fix,
    fixable: match.fix.state === 'fixed',
    exploitable,
    known_exploited: knownExploited,
    risk: riskScore(match),
    scores: match.scores,
    evidence: match.evidence,
  };
}

export type MatchRow = ReturnType<typeof matchRow>;

/** What is known of a vulnerability whatever package has it. */
export function vulnerabilityRow({ vulnerabilityId, exploit }: PackageMatch) {
  return {
    id: vulnerabilityId,
    epss: exploit?.epss?.score ?? null,
    epss_percentile: exploit?.epss?.percentile ?? null,
    known_exploited: exploit?.knownExploited !== undefined,
    public_exploits: exploit?.publicExploits?.length ?? 0,
    exploit: exploit ?? null,
  };
}

/** The counts of a package with these vulnerabilities. */
export function packageTotals(rows: readonly MatchRow[], isCovered: boolean) {
  const count = (is: (row: MatchRow) => boolean) => rows.filter(is).length;
  const bySeverity = (severity: MatchRow['severity']) => count((row) => row.severity === severity);
  return {
    critical: bySeverity('critical'),
    high: bySeverity('high'),
    medium: bySeverity('medium'),
    low: bySeverity('low'),
    negligible: bySeverity('negligible'),
    unknown: bySeverity('unknown'),
    fixable: count(({ fixable }) => fixable),
    exploitable: count(({ exploitable }) => exploitable),
    known_exploited: count(({ known_exploited }) => known_exploited),
    vulnerable: rows.length > 0 ? 1 : 0,
    uncovered: isCovered ? 0 : 1,
    risk_sum: rows.reduce((sum, { risk }) => sum + risk, 0),
    risk_max: rows.reduce((max, { risk }) => Math.max(max, risk), 0),
  };
}

/** Changes whenever anything that is stored of a package's matches does. */
export function matchHash(rows: readonly MatchRow[], problems: unknown, isCovered: boolean): string {
  return digestOf([rows, problems, isCovered]);
}

function timeOrNull(text: string | undefined): string | null {
  return text === undefined || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}
