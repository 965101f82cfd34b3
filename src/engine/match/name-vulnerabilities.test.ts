import { describe, expect, it } from 'vitest';
import { nameVulnerabilities } from './name-vulnerabilities.ts';

const advisory = (id: string, aliases: string[] = [], rest: { upstream?: string[]; related?: string[] } = {}) => ({
  id,
  aliases,
  upstream: rest.upstream ?? [],
  related: rest.related ?? [],
});

const named = (advisories: ReturnType<typeof advisory>[], isDistro = false) =>
  Object.fromEntries(
    [...nameVulnerabilities(advisories, { isDistro })].map(([name, list]) => [name, list.map(({ id }) => id)]),
  );

describe('nameVulnerabilities', () => {
  it.each<[string, ReturnType<typeof advisory>[], Record<string, string[]>]>([
    ['an alias', [advisory('GHSA-1', ['CVE-2026-0001'])], { 'CVE-2026-0001': ['GHSA-1'] }],
    ['the id itself', [advisory('CVE-2026-0001', ['GHSA-1'])], { 'CVE-2026-0001': ['CVE-2026-0001'] }],
    ['the end of an id', [advisory('ALPINE-CVE-2026-0001')], { 'CVE-2026-0001': ['ALPINE-CVE-2026-0001'] }],
    [
      'two publishers of one flaw',
      [advisory('GHSA-1', ['CVE-2026-0001']), advisory('PYSEC-1', ['CVE-2026-0001', 'GHSA-1'])],
      { 'CVE-2026-0001': ['GHSA-1', 'PYSEC-1'] },
    ],
    [
      'a CVE known by way of another, in any order',
      [advisory('PYSEC-1', ['GHSA-1']), advisory('X-1', ['PYSEC-1']), advisory('GHSA-1', ['CVE-2026-0001'])],
      { 'CVE-2026-0001': ['PYSEC-1', 'X-1', 'GHSA-1'] },
    ],
    ['a GHSA where there is no CVE', [advisory('PYSEC-1', ['GHSA-1'])], { 'GHSA-1': ['PYSEC-1'] }],
    ['its own id where there is neither', [advisory('MAL-1', ['SNYK-1'])], { 'MAL-1': ['MAL-1'] }],
    [
      'two advisories without a CVE that share an alias',
      [advisory('X-2', ['SNYK-1']), advisory('X-1', ['SNYK-1'])],
      { 'X-1': ['X-2', 'X-1'] },
    ],
    [
      'one advisory of two flaws counts for each, and does not merge them',
      [
        advisory('GO-1', ['CVE-2026-0001', 'CVE-2026-0002', 'GHSA-1', 'GHSA-2']),
        advisory('GHSA-1', ['CVE-2026-0001']),
        advisory('GHSA-2', ['CVE-2026-0002']),
      ],
      { 'CVE-2026-0001': ['GO-1', 'GHSA-1'], 'CVE-2026-0002': ['GO-1', 'GHSA-2'] },
    ],
    [
      'related is no name outside distros',
      [advisory('GHSA-1', [], { related: ['CVE-2026-0001'] })],
      { 'GHSA-1': ['GHSA-1'] },
    ],
  ])('%s', (_, advisories, expected) => {
    expect(named(advisories)).toEqual(expected);
  });

  it.each<[string, ReturnType<typeof advisory>, string[]]>([
    [
      'several CVEs upstream',
      advisory('DSA-1', [], { upstream: ['CVE-2026-0001', 'DEBIAN-CVE-2026-0001', 'CVE-2026-0002'] }),
      ['CVE-2026-0001', 'CVE-2026-0002'],
    ],
    [
      'related ones, as AlmaLinux has them',
      advisory('ALSA-1', [], { related: ['CVE-2026-0001', 'CVE-2026-0002'] }),
      ['CVE-2026-0001', 'CVE-2026-0002'],
    ],
    [
      'related ones only where nothing else names one',
      advisory('CVE-2026-0001', [], { related: ['CVE-2026-0002'] }),
      ['CVE-2026-0001'],
    ],
    ['none', advisory('ALSA-1'), ['ALSA-1']],
    ['a GHSA upstream', advisory('CGA-1', [], { upstream: ['GHSA-1'] }), ['GHSA-1']],
  ])("a distro's erratum with %s", (_, erratum, expected) => {
    expect(Object.keys(named([erratum], true))).toEqual(expected);
  });

  it('takes thousands of advisories', () => {
    const many = Array.from({ length: 5000 }, (_, index) => advisory(`X-${index}`, [`X-${index + 1}`]));
    expect(Object.keys(named(many))).toHaveLength(1);
  });
});
