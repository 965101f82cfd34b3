import { sql } from 'kysely';
import type { SeverityCounts } from '#core/severity.ts';

/** The columns of totals that listings show; alike on packages, sets and images. */
export const shownTotals = [
  'critical',
  'high',
  'medium',
  'low',
  'negligible',
  'unknown',
  'fixable',
  'exploitable',
  'known_exploited',
] as const;

export type TotalsRow = Readonly<Record<(typeof shownTotals)[number], number>>;

/** Counts per severity, as the API has them. */
export function severityCountsOf(row: Readonly<Record<keyof SeverityCounts, number>>): SeverityCounts {
  const { critical, high, medium, low, negligible, unknown } = row;
  return { critical, high, medium, low, negligible, unknown };
}

/** All findings together. */
export function findingsOf(row: Readonly<Record<keyof SeverityCounts, number>>): number {
  return row.critical + row.high + row.medium + row.low + row.negligible + row.unknown;
}

/** The condition that a finding `v` counts, unless something else is decided in an image (see `countedHere`). */
export const isCounted = sql<boolean>`(v.hidden is null and v.suppression is null)`;

/** The totals that listings show, as the API has them. */
export function presentTotals(row: TotalsRow & { readonly risk_score: number }) {
  return {
    severityCounts: severityCountsOf(row),
    findings: findingsOf(row),
    fixable: row.fixable,
    exploitable: row.exploitable,
    knownExploited: row.known_exploited,
    riskScore: row.risk_score,
  };
}

/** Totals of several images added up, as columns of their own. */
export type SumsRow = Readonly<Record<`all_${(typeof shownTotals)[number]}`, number>>;

/** Totals of several images added up, as the API has them. */
export function presentSums(row: SumsRow) {
  const severityCounts = {
    critical: row.all_critical,
    high: row.all_high,
    medium: row.all_medium,
    low: row.all_low,
    negligible: row.all_negligible,
    unknown: row.all_unknown,
  };
  return {
    severityCounts,
    findings: findingsOf(severityCounts),
    fixable: row.all_fixable,
    exploitable: row.all_exploitable,
    knownExploited: row.all_known_exploited,
  };
}
