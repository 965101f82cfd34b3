import { describe, expect, it } from 'vitest';
import type { Suppression } from '#core/finding.ts';
import { acceptance, acceptanceWords } from '#tests/support/acceptance.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { ReportError } from '../../report-error.ts';
import { openvex } from './openvex.ts';

const write = (report: ReturnType<typeof scanReport>) => JSON.parse([...openvex.write(report)].join(''));

describe('openvex', () => {
  const vex: Suppression = { by: 'vex', statementId: 'doc#1', reason: 'the code is not built in' };

  it('states each decision once, for all packages that it was made for', () => {
    const report = scanReport({
      packages: [npmPackage('a', '1.0.0'), npmPackage('b', '1.0.0')],
      findings: [
        finding('CVE-2024-1', 'a', { suppressions: [vex], aliases: ['GHSA-1', 'GHSA-1'] }),
        finding('CVE-2024-1', 'b', { suppressions: [vex] }),
        finding('CVE-2024-2', 'a', { suppressions: [acceptance] }),
        finding('CVE-2024-3', 'a', {}),
      ],
    });
    const document = write(report);
    expect(document).toMatchObject({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      version: 1,
      timestamp: report.finishedAt,
    });
    expect(document.statements).toMatchObject([
      {
        vulnerability: { name: 'CVE-2024-1', aliases: ['GHSA-1'] },
        status: 'not_affected',
        impact_statement: 'the code is not built in',
        products: [
          {
            '@id': expect.stringMatching(/^pkg:oci\/app@sha256:3+\?/),
            subcomponents: [{ '@id': 'pkg:npm/a@1.0.0' }, { '@id': 'pkg:npm/b@1.0.0' }],
          },
        ],
      },
      {
        vulnerability: { name: 'CVE-2024-2' },
        status: 'affected',
        action_statement: acceptanceWords.replace('exception', 'Accepted'),
      },
    ]);
  });

  it('has nothing to state where nothing is suppressed, and says so before it writes a word', () => {
    const report = scanReport({ findings: [finding('CVE-2024-1', 'a', {})] });
    expect(() => openvex.write(report).next()).toThrow(ReportError);
    expect(() => openvex.write(report).next()).toThrow(/no finding of r\.example\/app:1 is suppressed/);
  });
});
