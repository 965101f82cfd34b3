import type { Severity, SeverityRating } from '#core/severity.ts';

/** The band of a base score; CVSS 2 has no critical, and a score of 0 means no impact at all (nvd.nist.gov/vuln-metrics/cvss). */
export function severityOfScore(score: number, kind: Exclude<SeverityRating['kind'], 'vendor'>): Severity {
  if (score >= 9 && kind !== 'cvss2') return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 || kind === 'cvss2' ? 'low' : 'negligible';
}
