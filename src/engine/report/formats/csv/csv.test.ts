import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { hostileReport, hostileTexts } from '#tests/support/hostile-report.ts';
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
      { record: 'problem', vulnerability: '', message: 'image/x: cut', coverage: 'incomplete' },
    ]);
  });

  it('a clean image is a line of titles', () => {
    expect(write(scanReport({})).split('\r\n')).toHaveLength(2);
  });

  it.each(Object.entries(hostileTexts))('%s stays within its cell, and no cell is a formula', (_, text) => {
    const read = rows(hostileReport(text));
    expect(read).toHaveLength(5);
    for (const value of read.flatMap((row) => Object.values(row))) expect(value).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    expect(read[0]?.package?.replace(/^'/, '')).toBe(text.toWellFormed().replaceAll('\0', '\ufffd'));
  });
});
