import { describe, expect, it } from 'vitest';
import { acceptance, acceptanceWords } from '#tests/support/acceptance.ts';
import { hostileReport, hostileTexts } from '#tests/support/hostile-report.ts';
import { judgedReport, limitedVerdict } from '#tests/support/judged-report.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { tagsOf } from '#tests/support/tags-of.ts';
import { junit } from './junit.ts';

const tags = (report: ReturnType<typeof scanReport>) => tagsOf([...junit.write(report)].join(''));
const named = (report: ReturnType<typeof scanReport>, name: string) =>
  tags(report)
    .filter((tag) => tag.name === name)
    .map(({ attributes }) => attributes);

describe('junit', () => {
  const report = scanReport({
    packages: [npmPackage('a', '1.0.0')],
    findings: [
      finding('CVE-2024-1', 'a', {}),
      finding('CVE-2024-2', 'a', { suppressions: [{ by: 'vex', statementId: '1', reason: 'not reachable' }] }),
    ],
    problems: [
      { stage: 'image', code: 'image/x', message: 'cut', affectsCoverage: true },
      { stage: 'advisories', code: 'advisories/old', message: 'old', affectsCoverage: false },
    ],
  });

  it('a finding fails, a suppressed one is skipped, what could not be read is an error', () => {
    expect(named(report, 'testsuites')).toMatchObject([
      { tests: '3', failures: '1', errors: '1', skipped: '1', time: '1.000' },
    ]);
    expect(named(report, 'testcase').map(({ name }) => name)).toEqual([
      'CVE-2024-1 in a 1.0.0',
      'CVE-2024-2 in a 1.0.0',
      'image/x: cut',
    ]);
    expect(named(report, 'failure')).toMatchObject([{ type: 'high', message: 'high: a flaw' }]);
    expect(named(report, 'skipped')).toEqual([{ message: 'vex: not reachable' }]);
    expect(named(report, 'error')).toMatchObject([{ type: 'image/x' }]);
  });

  it('hidden findings are left out, with a count', () => {
    const hidden = scanReport({
      packages: [npmPackage('a', '1.0.0')],
      findings: [finding('CVE-2024-1', 'a', { hidden: 'kernel-headers' })],
    });
    expect(named(hidden, 'testsuites')).toMatchObject([{ tests: '2', failures: '0', skipped: '0' }]);
    expect(named(hidden, 'property')).toEqual([{ name: 'left out', value: '1 hidden (1 in kernel headers)' }]);
    expect(named(report, 'property')).toEqual([]);
  });

  it('has a test for each rule of each policy, which fails where the policy does', () => {
    const judged = judgedReport();
    expect(named(judged, 'testsuite')[2]).toMatchObject({ name: 'policies', tests: '6', failures: '1', skipped: '1' });
    expect(named(judged, 'testsuites')).toMatchObject([{ tests: '12', failures: '5', skipped: '2' }]);
    const cases = named(judged, 'testcase').slice(-6);
    expect(cases.map(({ classname, name }) => `${classname}: ${name}`)).toEqual([
      'Severe: Severity at least high',
      'Severe: Known to be exploited',
      'House rules: Licence GPL-*',
      'House rules: Runs as root',
      'Listed: Vulnerability CVE-2024-5',
      'End of life: Support ended',
    ]);
    expect(named(judged, 'failure').at(-1)?.message).toMatch(/^5 findings, 1 of them accepted/);
    expect(named(judged, 'skipped').at(-1)?.message).toMatch(/^accepted: 1 finding/);
    expect([...junit.write(judged)].join('')).toContain('<system-out>warning: no default user is named</system-out>');
  });

  it('a rule passes as far as known, and says so', () => {
    const limited = judgedReport({ verdicts: [limitedVerdict] });
    expect(named(limited, 'testsuite')[2]).toMatchObject({ tests: '1', failures: '0', skipped: '0' });
    expect([...junit.write(limited)].join('')).toContain('<system-out>pass, as far as known</system-out></testcase>');
  });

  it('says who accepts a finding and until when', () => {
    const accepted = scanReport({ findings: [finding('CVE-2024-1', 'a', { suppressions: [acceptance] })] });
    expect(named(accepted, 'skipped')).toEqual([{ message: acceptanceWords }]);
  });

  it('a clean image passes two tests, since CI systems take a file without tests for a mistake', () => {
    expect(named(scanReport({}), 'testsuites')).toMatchObject([{ tests: '2', failures: '0', errors: '0' }]);
    expect(named(scanReport({}), 'testcase')).toHaveLength(2);
  });

  it.each(Object.entries(hostileTexts))('%s leaves the document well-formed, and its counts true', (_, text) => {
    const hostile = hostileReport(text);
    expect(named(hostile, 'failure')).toHaveLength(2);
    expect(named(hostile, 'testsuites')).toMatchObject([{ tests: '7', failures: '2', errors: '1', skipped: '3' }]);
    expect(named(hostile, 'skipped')).toHaveLength(3);
    expect(named(hostile, 'testcase')).toHaveLength(7);
    for (const attributes of named(hostile, 'testcase')) expect(attributes.name?.length).toBeLessThan(2500);
  });
});
