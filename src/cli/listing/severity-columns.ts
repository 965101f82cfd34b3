import type { SeverityCounts } from '#api/models.ts';
import type { Severity } from '#core/severity.ts';
import type { ListColumn } from './fit-columns.ts';

const colors: Partial<Record<Severity, number>> = { critical: 31, high: 33 };

/** The ANSI colour of a severity; undefined for those that need none. */
export function severityColor(severity: Severity): number | undefined {
  return colors[severity];
}

/** Columns with the number of findings of the severities that people look at first. */
export function severityColumns<Row>(countsOf: (row: Row) => SeverityCounts): readonly ListColumn<Row>[] {
  return (['critical', 'high', 'medium', 'low'] as const).map((severity) => ({
    title: severity.toUpperCase(),
    text: (row) => String(countsOf(row)[severity]),
    color: (row) => (countsOf(row)[severity] > 0 ? colors[severity] : undefined),
    alignRight: true,
  }));
}
