import { describe, expect, it } from 'vitest';
import { judgedReport, limitedVerdict } from '#tests/support/judged-report.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { table } from './table.ts';

const lines = (report: ReturnType<typeof scanReport>, color = false) =>
  [...table.write(report, { color })].join('').split('\n');

describe('table', () => {
  it('says in its first line that coverage is complete', () => {
    expect(lines(scanReport({}))[0]).toBe('Coverage: complete. Everything in the image was read and looked up.');
    expect(lines(scanReport({}))).toContain('No known vulnerabilities.');
  });

  it('says in its first line that coverage is not complete, and lists why at the end', () => {
    const text = lines(
      scanReport({
        problems: [
          {
            stage: 'image',
            code: 'image/layer-truncated',
            message: 'layer sha256:ab ends early',
            affectsCoverage: true,
          },
          { stage: 'advisories', code: 'advisories/old', message: 'they are old', affectsCoverage: false },
        ],
      }),
    );
    expect(text[0]).toBe(
      'Coverage: INCOMPLETE. Something may be missing from this report: 1 problem, listed at the end.',
    );
    expect(text).toContain('! image/layer-truncated: layer sha256:ab ends early');
    expect(text).toContain('- advisories/old: they are old');
    expect(text.join('\n')).toContain('this is not a clean result');
    expect(text.join('\n')).not.toContain('No known vulnerabilities.');
  });

  it('tells of programs that nothing names, in its first line too', () => {
    const { coverage } = scanReport({});
    const programs = {
      kind: 'program',
      name: 'programs that nothing names',
      count: 2,
      affectsCoverage: false,
    } as const;
    const text = lines(
      scanReport({ coverage: { ...coverage, sightings: [{ ...programs, paths: ['opt/\u001b[31mx', 'opt/y'] }] } }),
    );
    expect(text[0]).toBe(
      'Coverage: complete. All packages in the image were read and looked up; some programs are of none of them.',
    );
    expect(text).toContain('Not read    2 programs that nothing names: opt/?[31mx, …');
  });

  it('lists findings worst first: known exploited, then severity, then EPSS', () => {
    const text = lines(
      scanReport({
        packages: [npmPackage('a', '1.0.0')],
        findings: [
          finding('CVE-2024-1', 'a', { severity: 'low' }),
          finding('CVE-2024-2', 'a', { severity: 'critical' }),
          finding('CVE-2024-3', 'a', {
            severity: 'high',
            exploit: { vulnerabilityId: 'x', epss: { score: 0.9, percentile: 1 } },
          }),
          finding('CVE-2024-4', 'a', { severity: 'high' }),
          finding('CVE-2024-5', 'a', {
            severity: 'medium',
            exploit: { vulnerabilityId: 'x', knownExploited: { dateAdded: '2024-01-01', ransomware: true } },
          }),
        ],
      }),
    );
    const order = text.flatMap((line) => /CVE-2024-\d/.exec(line) ?? []);
    expect(order).toEqual(['CVE-2024-5', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4', 'CVE-2024-1']);
    expect(text.find((line) => line.includes('CVE-2024-5'))).toContain('KEV, ransomware');
    expect(text).toContain('5 findings: 1 critical, 2 high, 1 medium, 1 low.');
  });

  it('keeps suppressed findings out of the list and counts them', () => {
    const suppressed = { by: 'vex', statementId: '1', reason: 'not reachable' } as const;
    const text = lines(
      scanReport({
        packages: [npmPackage('a', '1.0.0')],
        findings: [finding('CVE-2024-1', 'a', {}), finding('CVE-2024-2', 'a', { suppressions: [suppressed] })],
      }),
    );
    expect(text.join('\n')).not.toContain('CVE-2024-2');
    expect(text).toContain('1 finding: 1 high; 1 suppressed.');
  });

  it('prints no control characters from an image', () => {
    const text = lines(
      scanReport({
        packages: [npmPackage('a\u001b[31m\u202e', '1\n2')],
        findings: [finding('CVE-2024-1', 'a\u001b[31m\u202e', {}, '1\n2')],
      }),
    );
    expect(text.join('\n')).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
    expect(text.find((line) => line.includes('CVE-2024-1'))).toContain('1?2');
  });

  it('colours only where asked', () => {
    expect(lines(scanReport({}), true)[0]).toContain('\u001b[32m');
  });

  it('counts hidden findings, and lists them where asked', () => {
    const report = scanReport({
      packages: [npmPackage('a', '1.0.0')],
      findings: [
        finding('CVE-2024-1', 'a', {}),
        finding('CVE-2024-2', 'a', { hidden: 'kernel-headers' }),
        finding('CVE-2024-3', 'a', { hidden: 'documentation' }),
      ],
    });
    const text = lines(report).join('\n');
    expect(text).toContain('1 finding: 1 high; 2 hidden (1 in kernel headers, 1 in documentation).');
    expect(text).not.toContain('CVE-2024-2');
    const all = [...table.write(report, { color: false, showsHidden: true })].join('');
    expect(all).toContain('CVE-2024-2');
    expect(all).toContain('3 findings: 3 high.');
  });

  it('says what must be subscribed to for a fix', () => {
    const fix = { state: 'fixed', versions: ['2.0+esm1'], channel: 'esm' } as const;
    const report = scanReport({
      packages: [npmPackage('a', '1.0.0')],
      findings: [finding('CVE-2024-1', 'a', { fix })],
    });
    expect(lines(report).join('\n')).toContain('2.0+esm1 (esm)');
  });

  it('says what each policy says, and which rules are violated by what', () => {
    const text = lines(judgedReport());
    expect(text.slice(text.indexOf('Policies'))).toEqual([
      'Policies',
      'FAIL      Severe',
      '          - Severity at least high: 5 findings, 1 of them accepted (CVE-2024-1 in a, CVE-2024-2 in a, CVE-2024-3 in a and 2 more)',
      'warn      House rules',
      '          - Licence GPL-*: 1 package (a is under GPL-3.0-only, which is not allowed)',
      '          - Runs as root: no default user is named',
      'accepted  Listed',
      '          - Vulnerability CVE-2024-5: 1 finding, 1 of them accepted (CVE-2024-5 in a)',
      'pass      End of life',
      '',
    ]);
    expect(lines(judgedReport({ verdicts: [limitedVerdict] }))).toContain('pass      End of life (as far as known)');
    expect(lines(scanReport({}))).not.toContain('Policies');
  });

  it('lists the upgrade plan where asked', () => {
    const upgrade = {
      name: 'a',
      ecosystem: 'npm',
      packageIds: ['pkg:npm/a@1.0.0'],
      from: ['1.0.0'],
      to: '2.0.0',
      clears: ['CVE-2024-1', 'CVE-2024-2'],
      leaves: [],
      brings: [],
      clearsRisk: 90,
      riskAfter: 12,
    };
    const upgrades = [upgrade, { ...upgrade, name: 'b', clearsRisk: 10, riskAfter: 3, fromBaseImage: true }];
    const report = scanReport({ plan: { riskBefore: 50, upgrades } });
    expect(lines(report).join('\n')).not.toContain('Upgrade plan');
    const text = [...table.write(report, { color: false, showsPlan: true })].join('');
    expect(text).toMatch(/1 {2}a +1\.0\.0 +2\.0\.0 +2 +0 +0 +12\n2 {2}b .* 3 {2}base image\n/);
    expect(text).toContain(
      "2 upgrades clear 4 vulnerabilities; the first 1 clear 80 % of the risk that can be cleared. The image's risk goes from 50 to 3 of 100.",
    );
    const none = [
      ...table.write(scanReport({ plan: { riskBefore: 9, upgrades: [] } }), { color: false, showsPlan: true }),
    ];
    expect(none.join('')).toContain('No upgrade clears anything that is known.');
  });
});
