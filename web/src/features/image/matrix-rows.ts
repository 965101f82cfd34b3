import { type SeverityCounts, severities } from '../../components/severity/severity.ts';

/** Findings of the packages of one type, apart by whether there is a fix. */
export interface TypeTotals {
  readonly type: string;
  readonly packages: number;
  readonly vulnerablePackages: number;
  readonly fixable: SeverityCounts;
  readonly notFixable: SeverityCounts;
}

/** Which findings are counted: all, or only those with or without a fix. */
export type FixChoice = 'all' | 'yes' | 'no';

export interface MatrixRow {
  readonly type: string;
  readonly packages: number;
  readonly vulnerablePackages: number;
  readonly counts: SeverityCounts;
}

/** The rows of the matrix, and their sum. */
export function matrixRows(totals: readonly TypeTotals[], fix: FixChoice): { rows: MatrixRow[]; sum: MatrixRow } {
  const rows = totals.map(({ type, packages, vulnerablePackages, fixable, notFixable }) => ({
    type,
    packages,
    vulnerablePackages,
    counts: fix === 'yes' ? fixable : fix === 'no' ? notFixable : add(fixable, notFixable),
  }));
  const sum = rows.reduce<MatrixRow>(
    (all, row) => ({
      type: all.type,
      packages: all.packages + row.packages,
      vulnerablePackages: all.vulnerablePackages + row.vulnerablePackages,
      counts: add(all.counts, row.counts),
    }),
    { type: 'All', packages: 0, vulnerablePackages: 0, counts: none },
  );
  return { rows, sum };
}

const none: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };

function add(a: SeverityCounts, b: SeverityCounts): SeverityCounts {
  const entries = severities.map((severity) => [severity, a[severity] + b[severity]] as const);
  return { ...none, ...Object.fromEntries(entries) };
}
