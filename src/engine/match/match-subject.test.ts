import { describe, expect, it } from 'vitest';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { affectedBefore, type OsvRecord } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { databaseOf, record } from '#tests/support/feeds/update.ts';
import { matchSubject } from './match-subject.ts';
import type { MatchSubject } from './package-match.ts';

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

/** Matches a package against a database that holds these records. */
async function match(subject: MatchSubject, osv: Readonly<Record<string, readonly OsvRecord[]>>, options = {}) {
  const database: AdvisoryDatabase = await databaseOf(temporaryDirectory(), { osv, ...options });
  const result = matchSubject(subject, database);
  database.close();
  return result;
}

const deb = (version: string, source?: { name: string; version: string }): MatchSubject => ({
  ecosystem: 'debian',
  release: '12',
  name: 'libcurl4',
  version,
  ...(source !== undefined && { source }),
});
const npm = (version: string): MatchSubject => ({ ecosystem: 'npm', name: 'thing', version });
const rpm = (version: string, modularityLabel?: string): MatchSubject => ({
  ecosystem: 'almalinux',
  release: '8',
  name: 'nodejs',
  version,
  details: { kind: 'rpm', ...(modularityLabel !== undefined && { modularityLabel }) },
});
const ids = ({ matches }: Awaited<ReturnType<typeof match>>) => matches.map(({ vulnerabilityId }) => vulnerabilityId);

describe('matchSubject', () => {
  it('says all there is to say of a match', async () => {
    const advisory = record('DEBIAN-CVE-2026-0001', 'Debian:12', 'curl', {
      fixed: '7.88.1-10+deb12u5',
      upstream: ['CVE-2026-0001'],
      summary: 'curl leaks',
      published: '2026-01-01T00:00:00Z',
    });
    const ghsa = record('GHSA-1', 'npm', 'curl-in-js', {
      aliases: ['CVE-2026-0001'],
      severity: [{ type: 'CVSS_V3', score: vector }],
    });
    const subject = deb('7.88.1-10+deb12u4+b1', { name: 'curl', version: '7.88.1-10+deb12u4' });
    const { matches, problems } = await match(
      subject,
      { Debian: [advisory], npm: [ghsa] },
      {
        epss: { 'CVE-2026-0001': 0.25 },
        kev: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }],
      },
    );
    expect(problems).toEqual([]);
    expect(matches).toEqual([
      {
        vulnerabilityId: 'CVE-2026-0001',
        aliases: [],
        summary: 'curl leaks',
        severity: 'critical',
        scores: [{ by: 'GitHub', kind: 'cvss3', severity: 'critical', score: 9.8, vector }],
        fix: { state: 'fixed', versions: ['7.88.1-10+deb12u5'] },
        published: '2026-01-01T00:00:00.000Z',
        exploit: {
          vulnerabilityId: 'CVE-2026-0001',
          epss: { score: 0.25, percentile: 0.5, date: '2026-01-02' },
          knownExploited: { dateAdded: '2026-01-01', ransomware: false },
        },
        evidence: [
          {
            advisoryId: 'DEBIAN-CVE-2026-0001',
            source: 'osv/Debian',
            searchedBy: { ecosystem: 'Debian', release: '12', name: 'curl', version: '7.88.1-10+deb12u4' },
            matched: 'introduced 0, fixed 7.88.1-10+deb12u5',
            kind: 'range',
          },
        ],
      },
    ]);
  });

  it('a binary rebuilt alone has the version of its source', async () => {
    const fixedInSource = record('DSA-1-1', 'Debian:12', 'curl', { fixed: '8.0-1' });
    expect(ids(await match(deb('8.0-1+b1', { name: 'curl', version: '8.0-1' }), { Debian: [fixedInSource] }))).toEqual(
      [],
    );
    // The binary of another epoch than its source, as in gcc-defaults.
    expect(ids(await match(deb('4:12.2.0-3', { name: 'curl', version: '1.0' }), { Debian: [fixedInSource] }))).toEqual([
      'DSA-1-1',
    ]);
  });

  it('looks up other releases and other packages not at all', async () => {
    const osv = { Debian: [record('DSA-1-1', 'Debian:11', 'libcurl4'), record('DSA-2-1', 'Debian:12', 'libcurl')] };
    expect(ids(await match(deb('1.0'), osv))).toEqual([]);
  });

  it('merges what several publishers say of a flaw, and the fix satisfies all of them', async () => {
    const { matches } = await match(npm('1.0.0'), {
      npm: [
        record('GHSA-1', 'npm', 'thing', {
          fixed: '1.9.0',
          aliases: ['CVE-2026-0001'],
          database_specific: { severity: 'LOW' },
        }),
        record('SNYK-1', 'npm', 'thing', { fixed: '1.10.0', aliases: ['GHSA-1'] }),
      ],
    });
    expect(matches).toHaveLength(1);
    expect(matches[0]).toMatchObject({
      vulnerabilityId: 'CVE-2026-0001',
      aliases: ['GHSA-1', 'SNYK-1'],
      severity: 'low',
      fix: { state: 'fixed', versions: ['1.10.0'] },
      evidence: [{ advisoryId: 'GHSA-1' }, { advisoryId: 'SNYK-1' }],
    });
  });

  it("a distro's erratum counts for each of its CVEs, and is no alias of them", async () => {
    const { matches } = await match(deb('1.0'), {
      Debian: [
        record('DSA-1-1', 'Debian:12', 'libcurl4', { fixed: '2.0', upstream: ['CVE-2026-0002', 'CVE-2026-0001'] }),
      ],
    });
    expect(matches.map(({ vulnerabilityId, aliases }) => [vulnerabilityId, aliases])).toEqual([
      ['CVE-2026-0001', []],
      ['CVE-2026-0002', []],
    ]);
  });

  it('several lines of releases: the entry that holds gives the fix', async () => {
    const entries = [
      {
        package: { ecosystem: 'npm', name: 'thing' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.5.0' }] }],
      },
      {
        package: { ecosystem: 'npm', name: 'thing' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '2.0.0' }, { fixed: '2.5.0' }] }],
      },
    ];
    const osv = { npm: [{ id: 'GHSA-1', affected: entries }] };
    const fixes = async (version: string) =>
      (await match(npm(version), osv)).matches.map(({ fix }) => fix.versions.join());
    expect([await fixes('1.1.0'), await fixes('2.1.0'), await fixes('1.9.0')]).toEqual([['1.5.0'], ['2.5.0'], []]);
  });

  it('a version list decides only where there is no range', async () => {
    const listed = { package: { ecosystem: 'npm', name: 'thing' }, versions: ['1.0.0', '3.0.0'] };
    const both = { ...affectedBefore('npm', 'thing', '2.0.0'), versions: ['1.0.0', '3.0.0'] };
    expect((await match(npm('3.0.0'), { npm: [{ id: 'X-1', affected: [listed] }] })).matches[0]).toMatchObject({
      fix: { state: 'unknown', versions: [] },
      evidence: [{ kind: 'version-list', matched: 'lists version 3.0.0' }],
    });
    expect(ids(await match(npm('3.0.0'), { npm: [{ id: 'X-1', affected: [both] }] }))).toEqual([]);
  });

  it.each([
    ['without end', [{ introduced: '0' }], undefined, 'not-fixed'],
    ['with a last affected version', [{ introduced: '0' }, { last_affected: '2' }], undefined, 'unknown'],
    ["at Debian's end of life", [{ introduced: '0' }], 'end-of-life', 'wont-fix'],
  ])('the fix of a range %s', async (_, events, urgency, state) => {
    const entry = {
      package: { ecosystem: 'Debian:12', name: 'libcurl4' },
      ranges: [{ type: 'ECOSYSTEM', events }],
      ...(urgency !== undefined && { ecosystem_specific: { urgency } }),
    };
    const { matches } = await match(deb('1.0'), { Debian: [{ id: 'DEBIAN-CVE-2026-0001', affected: [entry] }] });
    const reason = urgency === undefined ? {} : { reason: urgency };
    expect(matches[0]?.fix).toEqual({ state, versions: [], ...reason });
  });

  it.each([
    ['the installed version', 'not a version!', '2.0.0', 'not a version!'],
    ["the advisory's", '1.0.0', 'banana', 'banana'],
  ])('%s that is no version is a problem, and no order is made up', async (_, installed, fixed, text) => {
    const { matches, problems } = await match(npm(installed), { npm: [record('GHSA-1', 'npm', 'thing', { fixed })] });
    expect(matches).toEqual([]);
    expect(problems).toMatchObject([
      {
        stage: 'match',
        code: 'match/version-unparsable',
        affectsCoverage: true,
        message: expect.stringContaining(`"${text}"`),
      },
    ]);
    expect(problems[0]?.message).toContain('GHSA-1');
  });

  it('a package without advisories has no problem, however odd its version', async () => {
    expect(await match(npm('not a version!'), { npm: [record('GHSA-1', 'npm', 'other')] })).toEqual({
      matches: [],
      problems: [],
    });
  });

  it('an ecosystem that nobody knows is a problem', async () => {
    const { problems } = await match(
      { ...npm('1.0.0'), ecosystem: 'cobol' },
      { npm: [record('GHSA-1', 'npm', 'thing')] },
    );
    expect(problems).toMatchObject([{ code: 'match/ecosystem-unknown', affectsCoverage: true }]);
  });

  const modular = (fixed: string) => affectedBefore('AlmaLinux:8', 'nodejs', fixed);
  it.each([
    ['a module build against a modular fix', '1:10.0.0-1.module_el8.3.0+1+a', ['1:10.2.0-1.module_el8.5.0+2+b'], true],
    ['a plain build against a modular fix', '1:10.0.0-1.el8', ['1:10.2.0-1.module_el8.5.0+2+b'], false],
    ['a module build against a plain fix', '1:10.0.0-1.module_el8.3.0+1+a', ['1:10.2.0-1.el8'], false],
    ['a plain build against a plain fix', '1:10.0.0-1.el8', ['1:10.2.0-1.el8'], true],
    [
      'a build of the fix for an older minor release',
      '1:10.2.0-1.module_el8.3.0+1+a',
      ['1:10.2.0-1.module_el8.5.0+2+b', '1:10.2.0-1.module_el8.3.0+1+a'],
      false,
    ],
    [
      'a build before all of them',
      '1:10.1.0-1.module_el8.3.0+1+a',
      ['1:10.2.0-1.module_el8.5.0+2+b', '1:10.2.0-1.module_el8.3.0+1+a'],
      true,
    ],
    ['one of two builds of a plain fix', '1:10.2.0-1.el8', ['1:10.2.0-1.el8.alma', '1:10.2.0-1.el8'], false],
  ])('rpm: %s', async (_, installed, fixes, isAffected) => {
    const osv = { AlmaLinux: [{ id: 'ALSA-2026:1', related: ['CVE-2026-0001'], affected: fixes.map(modular) }] };
    expect(ids(await match(rpm(installed), osv))).toEqual(isAffected ? ['CVE-2026-0001'] : []);
  });

  it('rpm: a label makes a package modular though its version does not show it', async () => {
    const osv = { AlmaLinux: [{ id: 'ALSA-2026:1', affected: [modular('1:10.2.0-1.module_el8.5.0+2+b')] }] };
    expect(ids(await match(rpm('1:10.0.0-1', 'nodejs:10:8030:a:b'), osv))).toEqual(['ALSA-2026:1']);
  });

  it('rpm: the fix among several builds is the lowest', async () => {
    const affected = ['1:10.2.0-1.el8.alma', '1:10.2.0-1.el8'].map(modular);
    const { matches } = await match(rpm('1:10.0.0-1.el8'), { AlmaLinux: [{ id: 'ALSA-2026:1', affected }] });
    expect(matches[0]?.fix.versions).toEqual(['1:10.2.0-1.el8']);
  });

  it('lists the worst first', async () => {
    const rated = (id: string, severity: string) => record(id, 'npm', 'thing', { database_specific: { severity } });
    const osv = { npm: [rated('GHSA-1', 'LOW'), rated('GHSA-2', 'CRITICAL'), record('GHSA-3', 'npm', 'thing')] };
    expect(ids(await match(npm('1.0.0'), osv))).toEqual(['GHSA-2', 'GHSA-3', 'GHSA-1']);
  });

  describe('heeds who speaks first-hand', () => {
    const tracker = (release: Readonly<Record<string, unknown>>) => ({
      files: {
        'debian-security-tracker/tracker.json': { libcurl4: { 'CVE-2026-0001': { releases: { bookworm: release } } } },
      },
    });
    const osv = (fixed?: string) => ({
      Debian: [
        record('DEBIAN-CVE-2026-0001', 'Debian:12', 'libcurl4', {
          upstream: ['CVE-2026-0001'],
          severity: [{ type: 'CVSS_V3', score: vector }],
          ...(fixed !== undefined && { fixed }),
        }),
      ],
    });

    it('merges the tracker and its export into one finding, by the state of the tracker', async () => {
      const state = tracker({ status: 'open', urgency: 'unimportant', nodsa: 'Minor', nodsa_reason: 'ignored' });
      const { matches } = await match(deb('1.0'), osv('2.0'), state);
      expect(matches).toMatchObject([
        {
          vulnerabilityId: 'CVE-2026-0001',
          severity: 'negligible',
          fix: { state: 'wont-fix', versions: [], reason: 'ignored: Minor' },
          evidence: [{ source: 'osv/Debian' }, { source: 'debian-security-tracker' }],
        },
      ]);
      expect(matches).toHaveLength(1);
    });

    it.each([
      ['not affected at all', { status: 'resolved', fixed_version: '0' }, []],
      ['fixed in what is installed', { status: 'resolved', fixed_version: '1.0' }, []],
      ['fixed later', { status: 'resolved', fixed_version: '1.1' }, ['CVE-2026-0001']],
      ['undetermined', { status: 'undetermined' }, ['CVE-2026-0001']],
    ])('%s', async (_, release, expected) => {
      expect(ids(await match(deb('1.0'), osv(), tracker(release)))).toEqual(expected);
    });

    it('says nothing of a fix where the tracker does not know yet', async () => {
      const { matches } = await match(deb('1.0'), osv(), tracker({ status: 'undetermined' }));
      expect(matches[0]?.fix).toEqual({ state: 'unknown', versions: [] });
    });

    it('keeps what only the export knows', async () => {
      const other = { Debian: [record('DEBIAN-CVE-2026-0002', 'Debian:12', 'libcurl4')] };
      expect(ids(await match(deb('1.0'), other, tracker({ status: 'resolved', fixed_version: '0' })))).toEqual([
        'CVE-2026-0002',
      ]);
    });

    it('takes out of an erratum about several flaws only the one that is denied', async () => {
      const dsa = record('DSA-1-1', 'Debian:12', 'libcurl4', {
        fixed: '2.0',
        upstream: ['CVE-2026-0001', 'CVE-2026-0003'],
      });
      const result = await match(deb('1.0'), { Debian: [dsa] }, tracker({ status: 'resolved', fixed_version: '0' }));
      expect(ids(result)).toEqual(['CVE-2026-0003']);
    });
  });

  describe('an npm package that stands alone', () => {
    const alone = (version: string, more: { private?: boolean } = {}): MatchSubject => ({
      ...npm(version),
      details: { kind: 'npm', standsAlone: true, ...more },
    });
    const flaw = record('GHSA-1', 'npm', 'thing', { fixed: '2.0.0' });
    const events = [{ introduced: '0' }];
    const affected = { package: { ecosystem: 'npm', name: 'thing' } };
    const anyVersion = { ...flaw, id: 'MAL-2026-1', affected: [{ ...affected, ranges: [{ type: 'SEMVER', events }] }] };
    const oneVersion = { ...flaw, id: 'MAL-2026-2', affected: [{ ...affected, versions: ['1.0.0'] }] };

    it.each([
      ['is looked up', alone('1.0.0'), [flaw], ['GHSA-1']],
      ['is not where it calls itself private', alone('1.0.0', { private: true }), [flaw, oneVersion], []],
      ['is no malware of which it has no more than the name', alone('1.0.0'), [anyVersion], []],
      ['is malware whose version it is', alone('1.0.0'), [oneVersion], ['MAL-2026-2']],
      ['is malware of any version where it is installed', npm('1.0.0'), [anyVersion], ['MAL-2026-1']],
    ])('%s', async (_name, subject, records, expected) => {
      expect(ids(await match(subject, { npm: records as readonly OsvRecord[] }))).toEqual(expected);
    });
  });
});
