import type { ScanReport } from '#core/scan-report.ts';
import type { SecretFinding, SecretPlace } from '#core/secret-finding.ts';
import type { ReportOptions } from '../../report-format.ts';
import { type Column, layOut } from './text.ts';

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

function placeText(place: SecretPlace): string {
  switch (place.kind) {
    case 'env':
      return `environment ${place.name}`;
    case 'label':
      return `label ${place.name}`;
    case 'history':
      return `instruction ${place.index + 1}: ${place.instruction}`;
    case 'file':
      return `${place.path}:${place.line}${place.removed ? ' (deleted by an upper layer, still in the image)' : ''}`;
  }
}
