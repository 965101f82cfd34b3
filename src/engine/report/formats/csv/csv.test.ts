import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { acceptance, acceptanceWords } from '#tests/support/acceptance.ts';
import { hostileReport, hostileTexts } from '#tests/support/hostile-report.ts';
import { judgedReport, limitedVerdict } from '#tests/support/judged-report.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { csv } from './csv.ts';

const write = (report: ReturnType<typeof scanReport>) => [...csv.write(report)].join('');
const rows = (report: ReturnType<typeof scanReport>) =>
  parse(write(report), { columns: true, relax_quotes: false }) as Record<string, string>[];

describe('csv', () => {
  it('has a row for each finding, and one for each problem', () => {
    const report = scanReport({
      packages: [npmPackage('a', '1.0.0')],
      findings: [
        finding('CVE-2024-1', 'a', { aliases: ['GHSA-1', 'GHSA-2'] }),
        finding('CVE-2024-2', 'a', {
          suppressions: [{ by: 'vex', statementId: '1', reason: 'not reachable' }],
          fix: { state: 'wont-fix', versions: [] },
        }),
        finding('CVE-2024-3', 'a', { hidden: 'kernel-headers', confidence: 'low' }),
        finding('CVE-2024-4', 'a', { suppressions: [acceptance] }),
      ],
      problems: [{ stage: 'image', code: 'image/x', message: 'cut', affectsCoverage: true }],
    });
    expect(rows(report)).toMatchObject([
      {
        record: 'finding',
        vulnerability: 'CVE-2024-1',
        aliases: 'GHSA-1 GHSA-2',
        package: 'a',
        installed: '1.0.0',
        fixed_in: '2.0.0',
        suppressed: '',
      },
      { record: 'finding', vulnerability: 'CVE-2024-2', fixed_in: "won't fix", suppressed: 'vex: not reachable' },
      { record: 'finding', vulnerability: 'CVE-2024-3', hidden: 'kernel-headers', confidence: 'low', suppressed: '' },
      { suppressed: acceptanceWords, accepted_by: 'admin', accepted_until: '2027-01-31' },
      { record: 'problem', vulnerability: '', message: 'image/x: cut', coverage: 'incomplete' },
    ]);
  });

  it('a clean image is a line of titles', () => {
    expect(write(scanReport({})).split('\r\n')).toHaveLength(2);
  });

  it('says of each finding which rules it violates, and what each policy says', () => {
    const read = rows(judgedReport());
    expect(read.map(({ violates }) => violates).slice(0, 5)).toEqual([
      'severe/high',
      'severe/high',
      'severe/high',
      'severe/high',
      'severe/high listed/list',
    ]);
    expect(read.slice(5).map(({ record, message }) => [record, message])).toEqual([
      [
        'policy',
        expect.stringMatching(
          /^Severe: fail\nSeverity at least high: 5 findings, 1 of them accepted \(CVE-2024-1 in a, /,
        ),
      ],
      [
        'policy',
        expect.stringMatching(
          /^House rules: warn\nLicence GPL-\*: 1 package .*\nRuns as root: no default user is named$/,
        ),
      ],
      ['policy', 'Listed: accepted\nVulnerability CVE-2024-5: 1 finding, 1 of them accepted (CVE-2024-5 in a)'],
      ['policy', 'End of life: pass'],
    ]);
    expect(rows(judgedReport({ verdicts: [limitedVerdict] })).at(-1)?.message).toBe(
      'End of life: pass, as far as known',
    );
  });

  it.each(Object.entries(hostileTexts))('%s stays within its cell, and no cell is a formula', (_, text) => {
    const read = rows(hostileReport(text));
    expect(read).toHaveLength(6);
    for (const value of read.flatMap((row) => Object.values(row))) expect(value).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    expect(read[0]?.package?.replace(/^'/, '')).toBe(text.toWellFormed().replaceAll('\0', '\ufffd'));
  });
});
