import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAdvisory } from './parse-advisory.ts';
import { parseTime } from './parse-time.ts';
import { RecordFault } from './record-fault.ts';

const minimal = { id: 'X-1', modified: '2026-01-02T03:04:05Z' };
const parse = (fields: Record<string, unknown>) => parseAdvisory({ ...minimal, ...fields }, 'osv/test');
const withRange = (range: unknown) =>
  parse({ affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [range] }] });

describe('parseAdvisory', () => {
  it('keeps what RustSec says of advisories that are about no flaw', () => {
    const entry = {
      package: { ecosystem: 'crates.io', name: 'a' },
      database_specific: { informational: 'unmaintained' },
    };
    expect(parse({ affected: [entry] }).affected[0]?.qualifiers).toEqual({ informational: 'unmaintained' });
  });

  it.each([
    ['Rejected reason: a duplicate of CVE-2026-0002.', true],
    ['** REJECT ** Do not use this candidate number.', true],
    ['Requests are refused. Rejected reason: is in the log.', false],
  ])('takes a CVE that was rejected for withdrawn: %s', (details, isWithdrawn) => {
    const advisory = parse({ details });
    expect(advisory.withdrawn).toBe(isWithdrawn ? advisory.modified : undefined);
  });

  it('reads the weaknesses that GitHub gives of malicious packages', () => {
    const specific = { cwes: [{ cweId: 'CWE-506', name: 'Embedded Malicious Code' }, { cweId: 'x' }, 7] };
    const entry = { package: { ecosystem: 'npm', name: 'a' }, versions: ['1.0.0'], database_specific: specific };
    expect(parse({ id: 'MAL-2026-1', affected: [entry, entry] }).cwes).toEqual(['CWE-506']);
  });

  it('is not troubled by deep nesting in what it does not use, and refuses it where it does', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(parse({ database_specific: { deep }, credits: deep }).id).toBe('X-1');
    for (const field of ['aliases', 'affected']) expect(() => parse({ [field]: deep })).toThrow(RecordFault);
  });

  it('reads all that is used of a GitHub record', () => {
    const advisory = parse({
      id: 'GHSA-aaaa-bbbb-cccc',
      aliases: ['CVE-2026-1', 'CVE-2026-1'],
      summary: 'it breaks',
      details: 'at length',
      published: '2025-01-01T00:00:00Z',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      references: [
        { type: 'ADVISORY', url: 'https://a.example/1' },
        { type: 'WEB', url: 'javascript:alert(1)' },
      ],
      affected: [
        {
          package: { ecosystem: 'npm', name: 'thing', purl: 'pkg:npm/thing' },
          ranges: [
            { type: 'SEMVER', events: [{ introduced: '1.0.0' }, { last_affected: '1.2.0' }, { limit: '2.0.0' }] },
          ],
          versions: ['1.0.0'],
        },
      ],
      database_specific: { severity: 'MODERATE', cwe_ids: ['CWE-79', 'nonsense'] },
    });
    expect(advisory).toEqual({
      id: 'GHSA-aaaa-bbbb-cccc',
      source: 'osv/test',
      aliases: ['CVE-2026-1'],
      upstream: [],
      related: [],
      summary: 'it breaks',
      details: 'at length',
      published: '2025-01-01T00:00:00.000Z',
      modified: '2026-01-02T03:04:05.000Z',
      severities: [
        {
          by: 'GitHub',
          kind: 'cvss3',
          severity: 'critical',
          score: 9.8,
          vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        },
        { by: 'GitHub', kind: 'vendor', severity: 'medium' },
      ],
      cwes: ['CWE-79'],
      references: [{ kind: 'advisory', url: 'https://a.example/1' }],
      affected: [
        {
          ecosystem: 'npm',
          packageName: 'thing',
          ranges: [
            { kind: 'semver', events: [{ introduced: '1.0.0' }, { lastAffected: '1.2.0' }, { limit: '2.0.0' }] },
          ],
          versions: ['1.0.0'],
          severities: [],
        },
      ],
    });
  });

  it.each([
    ['Debian:12', 'Debian', '12'],
    ['Ubuntu:22.04:LTS', 'Ubuntu', '22.04:LTS'],
    ['Red Hat:rhel_aus:8.4::appstream', 'Red Hat', 'rhel_aus:8.4::appstream'],
    ['npm', 'npm', undefined],
  ])('splits %s at the first colon', (text, ecosystem, release) => {
    const [affected] = parse({ affected: [{ package: { ecosystem: text, name: 'a' } }] }).affected;
    expect([affected?.ecosystem, affected?.release]).toEqual([ecosystem, release]);
  });

  it('the summary is the first line of the details where there is none, and is cut', () => {
    expect(parse({ details: '\n first line \nsecond' }).summary).toBe('first line');
    expect(parse({ details: 'x'.repeat(1000) }).summary).toHaveLength(300);
    expect(parse({}).summary).toBe('');
  });

  const cve = { severity: 'low' };
  it.each([
    ["Debian's urgency", { ecosystem_specific: { urgency: 'unimportant' } }, ['negligible']],
    ['an urgency that rates nothing', { ecosystem_specific: { urgency: 'not yet assigned' } }, []],
    ["Ubuntu's word", { severity: [{ type: 'Ubuntu', score: 'high' }] }, ['high']],
    ['an invalid vector', { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }] }, []],
    ['a field of no meaning', { database_specific: cve }, []],
  ])('rates an affected package by %s', (_, fields, expected) => {
    const [affected] = parse({ affected: [{ package: { ecosystem: 'Debian:12', name: 'a' }, ...fields }] }).affected;
    expect(affected?.severities.map(({ severity }) => severity)).toEqual(expected);
  });

  it.each([
    ['ALSA-2024:1', 'Important: kernel security update', ['high']],
    ['RLSA-2024:1', 'Moderate: curl security update', ['medium']],
    ['ALBA-2024:1', 'container-tools: bug fix', []],
    ['MAL-2024-1', 'Malicious code in thing', ['critical']],
    ['GHSA-a-b-c', 'Important: not a word of GitHub', []],
  ])('%s "%s" is rated by its publisher as %j', (id, summary, expected) => {
    expect(parse({ id, summary }).severities.map(({ severity }) => severity)).toEqual(expected);
  });

  it('leaves entries of Git repositories alone, and null fields', () => {
    const affected = [{ ranges: [{ type: 'GIT', repo: 'https://a.example', events: [{ introduced: '0' }] }] }];
    expect(parse({ affected, aliases: null, details: null, withdrawn: null, versions: null }).affected).toEqual([]);
  });

  it.each([
    ['no object', []],
    ['no id', { modified: minimal.modified }],
    ['an id with a blank', { ...minimal, id: 'a b' }],
    ['no modified', { id: 'X-1' }],
    ['a time without zone', { ...minimal, modified: '2026-01-02T03:04:05' }],
    ['a day that is none', { ...minimal, modified: '2026-13-45T03:04:05Z' }],
    ['aliases that are no list', { ...minimal, aliases: 'CVE-2026-1' }],
    ['a summary that is a number', { ...minimal, summary: 1 }],
    ['affected that is no list', { ...minimal, affected: {} }],
    ['a package without a name', { ...minimal, affected: [{ package: { ecosystem: 'npm' } }] }],
    ['versions of numbers', { ...minimal, affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: [1] }] }],
  ])('turns away a record with %s', (_, value) => {
    expect(() => parseAdvisory(value, 'osv/test')).toThrow(RecordFault);
  });

  it.each([
    ['an unknown type', { type: 'FANCY', events: [{ introduced: '0' }] }],
    ['no events', { type: 'SEMVER', events: [] }],
    ['an unknown event', { type: 'SEMVER', events: [{ mended: '1' }] }],
    ['an event of a number', { type: 'SEMVER', events: [{ introduced: 0 }] }],
    ['an empty event', { type: 'SEMVER', events: [{}] }],
    ['events that are no list', { type: 'SEMVER', events: 'all' }],
  ])('turns away a range with %s', (_, range) => {
    expect(() => withRange(range)).toThrow(RecordFault);
  });

  it('never throws anything but a record fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, affected) => {
        for (const one of [value, { ...minimal, affected }, { ...minimal, severity: value, affected: [affected] }]) {
          try {
            parseAdvisory(one, 'osv/test');
          } catch (error) {
            expect(error).toBeInstanceOf(RecordFault);
          }
        }
      }),
    );
  });
});

describe('parseTime', () => {
  it.each([
    ['2026-09-10T03:49:14.829727360Z', '2026-09-10T03:49:14.829Z'],
    ['2026-09-10T03:49:14.8Z', '2026-09-10T03:49:14.800Z'],
    ['2026-09-10T03:49:14Z', '2026-09-10T03:49:14.000Z'],
    ['2026-09-10', undefined],
    ['2026-09-10T03:49:14+02:00', undefined],
    ['', undefined],
  ])('%s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });
});
