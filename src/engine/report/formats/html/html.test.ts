import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hostileReport, hostileTexts } from '#tests/support/hostile-report.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { tagsOf } from '#tests/support/tags-of.ts';
import { html } from './html.ts';

const write = (report: ReturnType<typeof scanReport>) => [...html.write(report)].join('');

describe('html', () => {
  it('says coverage first, then findings with their links', () => {
    const text = write(
      scanReport({
        packages: [npmPackage('a', '1.0.0')],
        findings: [finding('CVE-2024-1234', 'a', { summary: 'reads <past> the end' })],
        problems: [{ stage: 'image', code: 'image/x', message: 'cut', affectsCoverage: true }],
      }),
    );
    expect(text.indexOf('Coverage: INCOMPLETE')).toBeLessThan(text.indexOf('CVE-2024-1234'));
    expect(text).toContain('href="https://www.cve.org/CVERecord?id=CVE-2024-1234"');
    expect(text).toContain('reads &lt;past&gt; the end');
    expect(text).toContain('<b>1</b> high');
  });

  it('keeps what does not count apart, with the reason', () => {
    const text = write(
      scanReport({
        advisoryDatabase: { builtAt: '', revision: 1, sources: [] },
        findings: [
          finding('CVE-2024-1', 'a', { hidden: 'kernel-headers', confidence: 'low' }),
          finding('CVE-2024-2', 'a', { suppressions: [{ by: 'vex', statementId: '1', reason: 'not reachable' }] }),
        ],
      }),
    );
    expect(text).toContain('No known vulnerabilities that count.');
    expect(text).toContain('<li><b>1</b> suppressed</li><li><b>1</b> hidden</li>');
    expect(text).toContain('hidden: the package holds declarations of the kernel and none of its code; low confidence');
    expect(text.indexOf('Hidden findings')).toBeLessThan(text.indexOf('CVE-2024-1'));
    expect(text.indexOf('Suppressed findings')).toBeLessThan(text.indexOf('vex: not reachable'));
  });

  it('lists what is known to be exploited first, and secrets masked', () => {
    const knownExploited = { dateAdded: '2024-01-01', ransomware: false };
    const text = write(
      scanReport({
        findings: [
          finding('CVE-2024-1', 'a', { severity: 'critical' }),
          finding('CVE-2024-2', 'a', { severity: 'low', exploit: { vulnerabilityId: 'CVE-2024-2', knownExploited } }),
        ],
        secrets: [
          { rule: 'r', title: 'A token', severity: 'high', masked: 'ghp_…', place: { kind: 'env', name: 'TOKEN' } },
        ],
      }),
    );
    expect(text.indexOf('CVE-2024-2')).toBeLessThan(text.indexOf('CVE-2024-1'));
    expect(text).toContain('<td>A token</td><td class="mono">ghp_…</td><td>environment TOKEN</td>');
  });

  it.each([
    [
      'looked up and complete',
      scanReport({ advisoryDatabase: { builtAt: '', revision: 1, sources: [] } }),
      'No known vulnerabilities.',
    ],
    ['not looked up', scanReport({}), 'Vulnerabilities were not looked up.'],
    [
      'incomplete',
      scanReport({
        advisoryDatabase: { builtAt: '', revision: 1, sources: [] },
        problems: [{ stage: 'image', code: 'x', message: 'x', affectsCoverage: true }],
      }),
      'this is not a clean result',
    ],
  ])('without findings, %s', (_, report, words) => {
    expect(write(report)).toContain(words);
  });

  it('its policy allows its own style and nothing else', () => {
    const text = write(scanReport({}));
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(text).toContain(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
    expect(style).not.toMatch(/url\(|@import/);
  });

  it.each(Object.entries(hostileTexts))('%s brings no tag, no attribute and no script', (_, text) => {
    const tags = tagsOf(write(hostileReport(text)));
    // The same tags as with a harmless text, except that empty cells have no small print and addresses that are none no link.
    const usual = new Set(tagsOf(write(hostileReport('x'))).map(({ name }) => name));
    for (const { name, attributes } of tags) {
      expect(usual).toContain(name);
      expect(Object.keys(attributes).filter((attribute) => attribute.startsWith('on') || attribute === 'src')).toEqual(
        [],
      );
      if (attributes.href !== undefined) expect(attributes.href).toMatch(/^https?:\/\//);
    }
    expect(tags.filter(({ name }) => name === 'script')).toEqual([]);
  });
});
