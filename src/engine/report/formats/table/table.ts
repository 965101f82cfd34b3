import type { Finding } from '#core/finding.ts';
import { formatPlatform } from '#core/platform.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { countSeverities, severities } from '#core/severity.ts';
import type { ReportFormat, ReportOptions } from '../../report-format.ts';
import { describeSbom } from '../../writing/describe-sbom.ts';
import { describeHidden } from '../../writing/not-counted.ts';
import { paint, printable } from '../../writing/text-table.ts';
import { findingsTable } from './findings-table.ts';
import { planTable } from './plan-table.ts';
import { secretsTable } from './secrets-table.ts';
import { verdictLines } from './verdict-lines.ts';

/** For people at a terminal: coverage first, then the image, the findings worst first, and what could not be read. */
export const table = {
  name: 'table',
  displayName: 'Table',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  write,
} as const satisfies ReportFormat;

function* write(report: ScanReport, options: ReportOptions): Generator<string> {
  yield coverageLine(report, options);
  yield '\n';
  yield* imageLines(report);
  yield '\n';
  const open = report.findings.filter((finding) => finding.suppressions.length === 0);
  const counted = options.showsHidden === true ? open : open.filter(({ hidden }) => hidden === undefined);
  if (counted.length > 0) {
    yield* findingsTable(counted, report, options);
    yield '\n';
  }
  yield `${totals(report, counted, open)}\n`;
  yield* verdictLines(report, options);
  if (options.showsPlan === true) yield* planTable(report, options);
  yield* secretLines(report, options);
  yield* problemLines(report, options);
}

function coverageLine(report: ScanReport, { color }: ReportOptions): string {
  if (report.complete) return `${paint('Coverage: complete', 32, color)}. ${whatWasRead(report)}\n`;
  const count = report.problems.filter((problem) => problem.affectsCoverage).length;
  const problems = count === 1 ? '1 problem' : `${count} problems`;
  return `${paint('Coverage: INCOMPLETE', 31, color)}. Something may be missing from this report: ${problems}, listed at the end.\n`;
}

/** Programs that nothing names hide no package that could be looked up, but neither is everything known. */
function whatWasRead({ coverage }: ScanReport): string {
  const programs = coverage.sightings.some(({ kind }) => kind === 'program');
  return programs
    ? 'All packages in the image were read and looked up; some programs are of none of them.'
    : 'Everything in the image was read and looked up.';
}

function* imageLines(report: ScanReport): Generator<string> {
  const { image, sbom, baseImage, distro, packages, advisoryDatabase, layers } = report;
  if (sbom !== undefined) yield `SBOM        ${printable(describeSbom(sbom))}\n`;
  yield `Image       ${printable(image.reference)}  ${printable(formatPlatform(image.platform))}\n`;
  yield `Image ID    ${image.id}\n`;
  yield `Distro      ${distro === undefined ? 'none found' : printable(distro.prettyName)}\n`;
  if (baseImage !== undefined) {
    yield `Base image  ${printable(baseImage.reference)}, ${baseImage.layers} of ${layers.length} layers\n`;
  }
  yield* lifecycleLines(report);
  yield* sightingLines(report);
  yield `Packages    ${packages.length}\n`;
  if (advisoryDatabase !== undefined) {
    yield `Advisories  revision ${advisoryDatabase.revision}, built ${advisoryDatabase.builtAt}\n`;
  }
}

/** What is no longer supported, or not for long. */
function* lifecycleLines({ lifecycles }: ScanReport): Generator<string> {
  for (const { product, cycle, state, endOfLife, daysLeft = 0 } of lifecycles) {
    if (state === 'active') continue;
    const when =
      endOfLife === undefined
        ? ''
        : state === 'ended'
          ? ` since ${printable(endOfLife)}`
          : ` in ${daysLeft} days, on ${printable(endOfLife)}`;
    yield `End of life ${printable(product)} ${printable(cycle)}${when}\n`;
  }
}

/** What is there and was not read. */
function* sightingLines({ coverage }: ScanReport): Generator<string> {
  for (const { name, count, isAtLeast, paths } of coverage.sightings) {
    const [first = ''] = paths;
    yield `Not read    ${isAtLeast === true ? 'at least ' : ''}${count} ${printable(name)}: ${printable(first)}${count > 1 ? ', …' : ''}\n`;
  }
}

function totals(report: ScanReport, counted: readonly Finding[], open: readonly Finding[]): string {
  const apart = apartText(report.findings.length - open.length, counted.length < open.length ? open : []);
  if (counted.length === 0) {
    const text = report.complete
      ? 'No known vulnerabilities.'
      : 'No vulnerabilities found in what could be read: this is not a clean result.';
    return apart === '' ? text : `${text.slice(0, -1)}${apart}.`;
  }
  const counts = countSeverities(counted);
  const parts = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`);
  return `${counted.length} ${counted.length === 1 ? 'finding' : 'findings'}: ${parts.join(', ')}${apart}.`;
}

/** What is not counted, and why: `; 2 suppressed; 14 hidden (14 in kernel headers)`. */
function apartText(suppressed: number, open: readonly Finding[]): string {
  const hidden = describeHidden(open);
  return `${suppressed > 0 ? `; ${suppressed} suppressed` : ''}${hidden === '' ? '' : `; ${hidden}`}`;
}

function* secretLines(report: ScanReport, options: ReportOptions): Generator<string> {
  if (report.secrets.length === 0) return;
  yield `\n${paint('Secrets in the image', 1, options.color)}\n`;
  yield* secretsTable(report, options);
}

function* problemLines(report: ScanReport, { color }: ReportOptions): Generator<string> {
  if (report.problems.length === 0) return;
  yield `\n${paint('Problems', 1, color)}\n`;
  for (const problem of report.problems) {
    const mark = problem.affectsCoverage ? paint('!', 31, color) : '-';
    yield `${mark} ${printable(problem.code)}: ${printable(problem.message)}\n`;
  }
}
