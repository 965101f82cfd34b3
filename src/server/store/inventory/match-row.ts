import type { ExploitSignal } from '#core/advisory.ts';
import type { Suppression } from '#core/finding.ts';
import { type PackageMatch, rankRatings, riskScore } from '#engine/match/index.ts';
import { cleanText } from '../to-json.ts';
import { epssStep } from './epss-step.ts';
import { digestOf, shortDigestOf } from './package-row.ts';

/** Worst first, as `compareSeverity` orders. */
export const severityRank = { critical: 0, high: 1, unknown: 2, medium: 3, low: 4, negligible: 5 } as const;

/**
 * A vulnerability of a distinct package, as it is stored, but for what follows from the vulnerability's exploit signals. `severityFrom` is
 * whose ratings decide; the match's own are in the usual order.
 */
export function matchRow(match: PackageMatch, severityFrom: readonly string[]) {
  const row = {
    vulnerability_id: cleanText(match.vulnerabilityId),
    aliases: match.aliases,
    summary: match.summary,
    published: timeOrNull(match.published),
    fix: match.fix,
    fixable: match.fix.state === 'fixed',
    scores: match.scores,
    evidence: match.evidence,
    hidden: match.hidden ?? null,
    confidence: match.confidence ?? null,
  };
  return { ...row, ...ratingColumns(match, severityFrom), hash: shortDigestOf(row) };
}

/** What follows, for a package's finding, from its ratings and from whose of them decide; one without ratings stays as it is. */
export function ratingColumns(match: Pick<PackageMatch, 'severity' | 'scores'>, severityFrom: readonly string[]) {
  const { severity, scores } = match.scores.length === 0 ? match : rankRatings(match.scores, severityFrom);
  const cvss_score = scores.find(({ score }) => score !== undefined)?.score ?? null;
  return { severity, severity_rank: severityRank[severity], cvss_score };
}

export type StatedRow = ReturnType<typeof matchRow>;
export type MatchRow = StatedRow & ReturnType<typeof signalColumns> & { readonly suppression: Suppression | null };

/** What follows, for a package's finding, from the exploit signals of its vulnerability. */
export function signalColumns(
  { severity, cvss_score: score }: Pick<StatedRow, 'severity' | 'cvss_score'>,
  exploit: ExploitSignal | undefined,
) {
  const knownExploited = exploit?.knownExploited !== undefined;
  return {
    exploitable: knownExploited || (exploit?.publicExploits?.length ?? 0) > 0,
    known_exploited: knownExploited,
    epss: epssStep(exploit?.epss?.score),
    risk: riskScore({
      severity,
      scores: score === null ? [] : [{ by: '', kind: 'cvss3', severity, score }],
      ...(exploit !== undefined && { exploit }),
    }),
  };
}

/** The counts of a package with these vulnerabilities. */
export function packageTotals(all: readonly MatchRow[], isCovered: boolean) {
  const rows = all.filter(({ hidden, suppression }) => hidden === null && suppression === null);
  const suppressed = all.filter(({ suppression }) => suppression !== null).length;
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
    hidden: all.length - rows.length - suppressed,
    suppressed,
    risk_max: rows.reduce((max, { risk }) => Math.max(max, risk), 0),
    epss_max: rows.reduce((max, { epss }) => Math.max(max, epss), -1),
  };
}

/** Changes whenever what the advisories said of a package does, as far as it is stored; exploit signals are left aside. */
export function matchHash(rows: readonly StatedRow[], problems: unknown, isCovered: boolean): string {
  return digestOf([rows.map(({ vulnerability_id, hash }) => [vulnerability_id, hash]), problems, isCovered]);
}

function timeOrNull(text: string | undefined): string | null {
  return text === undefined || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}
