import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { ReportFormat } from '../../report-format.ts';
import { adviceOf, packagesById, pathsOf } from '../../writing/describe-finding.ts';
import { describeSuppression } from '../../writing/describe-suppression.ts';
import { escapeMarkup } from '../../writing/markup.ts';
import { describeHidden, isCounted } from '../../writing/not-counted.ts';
import { vulnerabilityUrl } from '../../writing/vulnerability-url.ts';
import { attribute } from './attribute.ts';
import { countPolicies, policyCases } from './policy-suite.ts';

/**
 * JUnit XML, as CI systems read it (github.com/testmoapp/junitxml): one suite in which each finding is a failed test and each suppressed one
 * a skipped test, hidden ones are left out and counted in a property, one in which each thing that could not be read or looked up is an error, and
 * where the image was judged one with a test for each rule of each policy.
 */
export const junit = {
  name: 'junit',
  displayName: 'JUnit',
  mediaType: 'application/xml',
  extension: 'junit.xml',
  write,
} as const satisfies ReportFormat;

function* write(report: ScanReport): Generator<string> {
  const listed = report.findings.filter((one) => isCounted(one) || one.suppressions.length > 0);
  const hidden = describeHidden(report.findings);
  const skipped = listed.filter(({ suppressions }) => suppressions.length > 0).length;
  const failures = listed.length - skipped;
  const errors = report.problems.filter(({ affectsCoverage }) => affectsCoverage);
  const policies = countPolicies(report.verdicts);
  const tests = { findings: Math.max(1, listed.length), coverage: Math.max(1, errors.length) };
  const seconds = (Math.max(0, Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000).toFixed(3);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name=${attribute(`plimsoll ${report.image.reference}`)} tests="${tests.findings + tests.coverage + policies.tests}" failures="${failures + policies.failures}" errors="${errors.length}" skipped="${skipped + policies.skipped}" time="${seconds}">\n`;

  yield suite('vulnerabilities', { tests: tests.findings, failures, skipped }, report);
  const packages = packagesById(report);
  if (hidden !== '') yield `    <properties><property name="left out" value=${attribute(hidden)}/></properties>\n`;
  for (const finding of listed) yield* findingCase(finding, packages.get(finding.packageId));
  if (listed.length === 0) yield passed('vulnerabilities', 'none found in what was read and looked up');
  yield '  </testsuite>\n';

  yield suite('coverage', { tests: tests.coverage, errors: errors.length }, report);
  for (const { code, message } of errors) {
    yield `    <testcase classname="coverage" name=${attribute(`${code}: ${message}`)}>\n`;
    yield `      <error message=${attribute(message)} type=${attribute(code)}>${escapeMarkup(message)}</error>\n    </testcase>\n`;
  }
  if (errors.length === 0) yield passed('coverage', 'everything in the image was read and looked up');
  yield '  </testsuite>\n';

  if (policies.tests > 0) {
    yield suite('policies', policies, report);
    yield* policyCases(report);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function suite(
  name: string,
  counts: { readonly tests: number; readonly failures?: number; readonly errors?: number; readonly skipped?: number },
  report: ScanReport,
): string {
  const { tests, failures = 0, errors = 0, skipped = 0 } = counts;
  return `  <testsuite name="${name}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" timestamp="${report.startedAt.slice(0, 19)}">\n`;
}

function* findingCase(finding: Finding, one: Package | undefined): Generator<string> {
  const name = one?.name ?? finding.packageId;
  const title = `${finding.vulnerabilityId} in ${name} ${one?.version ?? ''}`.trimEnd();
  yield `    <testcase classname=${attribute(one?.type ?? 'package')} name=${attribute(title)}>\n`;
  if (finding.suppressions.length === 0) {
    const message = `${finding.severity}: ${finding.summary || finding.vulnerabilityId}`;
    const body = [adviceOf(finding, one), vulnerabilityUrl(finding.vulnerabilityId), ...pathsOf(one)].join('\n');
    yield `      <failure message=${attribute(message)} type=${attribute(finding.severity)}>${escapeMarkup(body)}</failure>\n`;
  } else yield `      <skipped message=${attribute(finding.suppressions.map(describeSuppression).join('; '))}/>\n`;
  yield '    </testcase>\n';
}

function passed(classname: string, name: string): string {
  return `    <testcase classname="${classname}" name=${attribute(name)}/>\n`;
}
