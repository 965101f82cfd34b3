/** How bad a vulnerability is, worst first. `unknown` means not rated yet: it is never sorted as low. */
export const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;
export type Severity = (typeof severities)[number];

/** One rating and who gave it. `score` is 0 to 10. */
export interface SeverityRating {
  /** Advisory source or vendor that gave the rating. */
  readonly by: string;
  /** CVSS version, or `vendor` for a word of the vendor's own. */
  readonly kind: 'vendor' | 'cvss2' | 'cvss3' | 'cvss4';
  readonly severity: Severity;
  readonly score?: number;
  readonly vector?: string;
}

const rank: Readonly<Record<Severity, number>> = { critical: 0, high: 1, unknown: 2, medium: 3, low: 4, negligible: 5 };

/** Orders severities worst first for `Array.sort`; `unknown` stands between high and medium, since it may be either. */
export function compareSeverity(a: Severity, b: Severity): number {
  return rank[a] - rank[b];
}

/** Counts per severity, all keys present. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** Counts how many of `items` have each severity. */
export function countSeverities(items: Iterable<{ readonly severity: Severity }>): SeverityCounts {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
  for (const item of items) counts[item.severity] += 1;
  return counts;
}
