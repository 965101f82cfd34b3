import { csvCell } from '#core/csv-cell.ts';
import type { Finding, Suppression } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { ReportFormat } from '../../report-format.ts';
import { fixText, packagesById, pathsOf } from '../../writing/describe-finding.ts';
import { describeSuppression } from '../../writing/describe-suppression.ts';
import {
  describeRuleVerdict,
  outcomeText,
  rulesByFinding,
  violatedRules,
  violationDescriber,
} from '../../writing/describe-verdict.ts';

/**
 * For spreadsheets (RFC 4180): a row for each finding, suppressed and hidden ones included, and after them one for each policy, with what it says,
 * and for each problem, so that a file without findings does not look like a clean image. Cells that a spreadsheet would take for a formula begin with an apostrophe.
 */
export const csv = {
  name: 'csv',
  displayName: 'CSV',
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  write,
} as const satisfies ReportFormat;

interface FindingRow {
  /** The rules that it violates. */
  readonly rules: readonly string[];
  readonly finding: Finding;
  readonly one: Package | undefined;
}

const findingColumns: readonly (readonly [title: string, text: (row: FindingRow) => string])[] = [
  ['severity', ({ finding }) => finding.severity],
  ['vulnerability', ({ finding }) => finding.vulnerabilityId],
  ['aliases', ({ finding }) => finding.aliases.join(' ')],
  ['package', ({ finding, one }) => one?.name ?? finding.packageId],
  ['installed', ({ one }) => one?.version ?? ''],
  ['fixed_in', ({ finding }) => fixText(finding)],
  ['type', ({ one }) => one?.type ?? ''],
  ['known_exploited_since', ({ finding }) => finding.exploit?.knownExploited?.dateAdded ?? ''],
  ['public_exploits', ({ finding }) => String(finding.exploit?.publicExploits?.length ?? 0)],
  ['epss', ({ finding }) => String(finding.exploit?.epss?.score ?? '')],
  ['score', ({ finding }) => String(finding.scores.find(({ score }) => score !== undefined)?.score ?? '')],
  ['vector', ({ finding }) => finding.scores.find(({ vector }) => vector !== undefined)?.vector ?? ''],
  ['published', ({ finding }) => finding.published ?? ''],
  ['suppressed', ({ finding }) => finding.suppressions.map(describeSuppression).join('; ')],
  ['accepted_by', ({ finding }) => exceptionOf(finding)?.acceptedBy ?? ''],
  ['accepted_until', ({ finding }) => exceptionOf(finding)?.expires ?? ''],
  ['hidden', ({ finding }) => finding.hidden ?? ''],
  ['confidence', ({ finding }) => finding.confidence ?? ''],
  ['violates', ({ rules }) => rules.join(' ')],
  ['paths', ({ one }) => pathsOf(one).join('\n')],
  ['layer', ({ finding }) => finding.layer],
  ['purl', ({ finding, one }) => one?.purl ?? finding.packageId],
];

function* write(report: ScanReport): Generator<string> {
  const titles = findingColumns.map(([title]) => title);
  yield line(['record', ...titles, 'message', 'image', 'image_id', 'coverage']);
  const image = [report.image.reference, report.image.id, report.complete ? 'complete' : 'incomplete'];
  const packages = packagesById(report);
  const violated = rulesByFinding(report.verdicts);
  for (const finding of report.findings) {
    const row: FindingRow = { finding, one: packages.get(finding.packageId), rules: violated.get(finding.id) ?? [] };
    yield line(['finding', ...findingColumns.map(([, text]) => text(row)), finding.summary, ...image]);
  }
  const describe = violationDescriber(report);
  for (const verdict of report.verdicts) {
    const rules = violatedRules(verdict).map((rule) => describeRuleVerdict(rule, describe));
    const said = [`${verdict.policyName}: ${outcomeText(verdict)}`, ...rules].join('\n');
    yield line(['policy', ...titles.map(() => ''), said, ...image]);
  }
  for (const problem of report.problems) {
    yield line(['problem', ...titles.map(() => ''), `${problem.code}: ${problem.message}`, ...image]);
  }
}

/** The exception that accepts a finding, where one does. */
function exceptionOf({ suppressions }: Finding): Suppression | undefined {
  return suppressions.find(({ by }) => by === 'exception');
}

function line(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
