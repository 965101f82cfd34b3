import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { Severity } from '#core/severity.ts';
import type { ReportOptions } from '../../report-format.ts';
import { compareFindings, fixText } from '../../writing/describe-finding.ts';
import { type Column, layOut } from '../../writing/text-table.ts';

interface Row {
  readonly finding: Finding;
  readonly package: Package | undefined;
}

const colors: Readonly<Record<Severity, number>> = {
  critical: 35,
  high: 31,
  medium: 33,
  low: 36,
  negligible: 90,
  unknown: 37,
};

const columns: readonly Column<Row>[] = [
  {
    title: 'SEVERITY',
    text: ({ finding }) => severityWord(finding.severity),
    color: ({ finding }) => colors[finding.severity],
  },
  { title: 'VULNERABILITY', text: ({ finding }) => finding.vulnerabilityId, maxWidth: 24 },
  { title: 'PACKAGE', text: (row) => row.package?.name ?? row.finding.packageId, maxWidth: 32 },
  { title: 'INSTALLED', text: (row) => row.package?.version ?? '', maxWidth: 28 },
  { title: 'FIXED IN', text: ({ finding }) => fixText(finding), maxWidth: 32 },
  {
    title: 'EXPLOIT',
    text: ({ finding }) => exploitText(finding),
    color: ({ finding }) => (finding.exploit?.knownExploited ? 31 : undefined),
  },
  { title: 'EPSS', text: ({ finding }) => epssText(finding), alignRight: true },
];

/** Findings, worst first: known exploited, then severity, then EPSS, then name. */
export function findingsTable(
  findings: readonly Finding[],
  report: ScanReport,
  options: ReportOptions,
): Iterable<string> {
  const packages = new Map(report.packages.map((one) => [one.id, one]));
  const rows = findings
    .toSorted(compareFindings)
    .map((finding) => ({ finding, package: packages.get(finding.packageId) }));
  return layOut(rows, columns, options.color);
}

function severityWord(severity: Severity): string {
  return severity === 'unknown' ? 'not rated' : severity;
}

function exploitText({ exploit }: Finding): string {
  if (exploit?.knownExploited !== undefined) return exploit.knownExploited.ransomware ? 'KEV, ransomware' : 'KEV';
  const count = exploit?.publicExploits?.length ?? 0;
  return count > 0 ? `${count} public` : '';
}

function epssText({ exploit }: Finding): string {
  return exploit?.epss === undefined ? '' : `${(exploit.epss.score * 100).toFixed(1)} %`;
}
