import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { acceptance, acceptanceWords } from '#tests/support/acceptance.ts';
import { hostileReport, hostileTexts } from '#tests/support/hostile-report.ts';
import { judgedReport, limitedVerdict } from '#tests/support/judged-report.ts';
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
          finding('CVE-2024-3', 'a', { suppressions: [acceptance] }),
        ],
      }),
    );
    expect(text).toContain('No known vulnerabilities that count.');
    expect(text).toContain('<li><b>2</b> suppressed</li><li><b>1</b> hidden</li>');
    expect(text).toContain('hidden: the package holds declarations of the kernel and none of its code; low confidence');
    expect(text.indexOf('Hidden findings')).toBeLessThan(text.indexOf('CVE-2024-1'));
    expect(text.indexOf('Suppressed findings')).toBeLessThan(text.indexOf('vex: not reachable'));
    expect(text).toContain(acceptanceWords);
  });

  it('says what each policy says before anything else is listed', () => {
    const text = write(judgedReport());
    expect(text.indexOf('Policies')).toBeLessThan(text.indexOf('Findings'));
    for (const words of [
      '<td class="package">Severe</td><td class="severity high">fail</td><td>Severity at least high</td><td class="summary">5 findings, 1 of them accepted',
      '<td class="package">House rules</td><td class="severity medium">warn</td><td>Runs as root</td><td class="summary">no default user is named</td>',
      '<td class="package">Listed</td><td class="severity low">accepted</td>',
      '<td class="package">End of life</td><td class="severity low">pass</td><td></td><td></td>',
    ]) {
      expect(text).toContain(words);
    }
    expect(write(judgedReport({ verdicts: [limitedVerdict] }))).toContain('>pass, as far as known</td>');
    expect(write(scanReport({}))).not.toContain('Policies');
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

  it('says how much was read, how long it is supported, and what to upgrade', () => {
    const report = scanReport({
      lifecycles: [
        {
          kind: 'software',
          product: 'nodejs',
          cycle: '18',
          state: 'ended',
          endOfLife: '2025-04-30',
          daysLeft: -10,
          packageIds: ['pkg:generic/node@18'],
        },
        { kind: 'software', product: 'go', cycle: '1.22', state: 'ended', packageIds: [] },
      ],
      plan: {
        riskBefore: 80,
        upgrades: [
          {
            name: 'a',
            ecosystem: 'npm',
            packageIds: [],
            from: ['1'],
            to: '2',
            channel: 'esm',
            clears: ['CVE-1'],
            leaves: [],
            brings: [],
            clearsRisk: 10,
            riskAfter: 7,
            command: 'do <it>',
          },
        ],
      },
      coverage: {
        complete: false,
        distro: { state: 'not-recognised', name: 'Odd', reason: 'is not known' },
        layers: { read: 2, total: 3 },
        advisories: {
          builtAt: '2026-01-01',
          ageDays: 3,
          ecosystems: [
            { ecosystem: 'debian', release: '12', packages: 88, covered: true },
            { ecosystem: 'conda', packages: 1, covered: false, reason: 'nobody publishes any' },
          ],
        },
        unreadFiles: { count: 9, files: [{ path: 'a/b', code: 'x' }] },
        sightings: [
          { kind: 'archive', name: 'archives', count: 2, isAtLeast: true, paths: ['c'], affectsCoverage: false },
        ],
      },
    });
    const text = write({ ...report, complete: false });
    for (const words of [
      'nodejs 18</td><td class="severity high">ended 10 days ago</td><td>2025-04-30</td><td>pkg:generic/node@18',
      'go 1.22</td><td class="severity high">ended</td>',
      '<td class="mono">2 (esm)</td><td>1</td><td>0</td><td>7</td><td class="mono">do &lt;it&gt;</td>',
      'risk goes from 80 to 7 of 100, as far as the image is known.',
      '<td>Distro</td><td class="severity high">incomplete</td><td>Odd is not known</td>',
      '<td>Layers</td><td class="severity high">incomplete</td><td>2 of 3 read</td>',
      '<td>debian 12</td><td>complete</td><td>88 packages looked up</td>',
      '<td>conda</td><td class="severity high">incomplete</td><td>1 package not looked up: nobody publishes any</td>',
      '<td>Unread files</td><td class="severity high">incomplete</td><td>9: a/b, …</td>',
      '<td>Not read</td><td>not affected</td><td>at least 2 archives: c, …</td>',
    ]) {
      expect(text).toContain(words);
    }
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
