import type { ScanReport } from '#core/scan-report.ts';
import type { SecretFinding } from '#core/secret-finding.ts';
import type { ReportOptions } from '../../report-format.ts';
import { placeText } from '../../writing/secret-place.ts';
import { type Column, layOut } from '../../writing/text-table.ts';

const columns: readonly Column<SecretFinding>[] = [
  { title: 'SEVERITY', text: ({ severity }) => severity },
  { title: 'SECRET', text: ({ title }) => title, maxWidth: 40 },
  { title: 'VALUE', text: ({ masked }) => masked, maxWidth: 36 },
  { title: 'WHERE', text: ({ place }) => placeText(place), maxWidth: 80 },
];

/** The credentials seen in the image, their values masked. */
export function secretsTable(report: ScanReport, options: ReportOptions): Iterable<string> {
  return layOut(report.secrets, columns, options.color);
}
