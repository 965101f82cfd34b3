import { describe, expect, it } from 'vitest';
import type { Affected } from '#core/advisory.ts';
import type { AdvisoryDatabase, AdvisoryHeader, AffectedBy } from '#engine/advisories/index.ts';
import { matchSubject } from './match-subject.ts';
import type { MatchSubject } from './package-match.ts';

type Entry = Partial<Affected> & Pick<Affected, 'packageName'>;

/** A database in memory of first-hand advisories, each with its entries. */
function databaseOf(ecosystem: string, advisories: Readonly<Record<string, readonly Entry[]>>): AdvisoryDatabase {
  const ids = Object.keys(advisories);
  const rows = (name: string, release: string | undefined): readonly AffectedBy[] =>
    Object.values(advisories).flatMap((entries, advisory) =>
      entries
        .filter((entry) => entry.packageName === name && (entry.release === undefined || entry.release === release))
        .map((entry) => ({ advisory, affected: { ranges: [], versions: [], severities: [], ...entry } })),
    );
  return {
    affecting: (query: { ecosystem: string; release?: string; name: string }) =>
      query.ecosystem === ecosystem ? rows(query.name, query.release) : [],
    header: (advisory: number): AdvisoryHeader => ({
      id: ids[advisory] ?? '',
      source: 'test',
      aliases: [],
      upstream: [],
      related: [],
      summary: '',
      severities: [],
      firstHand: true,
    }),
    vulnerability: () => ({ ratings: [], cwes: [] }),
  } as Partial<AdvisoryDatabase> as AdvisoryDatabase;
}

const until = (packageName: string, fixed: string | undefined, rest: Partial<Affected> = {}): Entry => ({
  packageName,
  ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
  ...rest,
});
const names = (names: string) => ({ qualifiers: { names } });
const baseos = { cpe: 'cpe:/o:redhat:enterprise_linux:9::baseos' };

const curl: MatchSubject = {
  ecosystem: 'ubuntu',
  release: '24.04:LTS',
  name: 'libcurl4t64',
  version: '8.5.0-2ubuntu10.1',
  source: { name: 'curl', version: '8.5.0-2ubuntu10.1' },
  architecture: 'amd64',
};
const sourceless: MatchSubject = { ecosystem: 'ubuntu', release: '24.04:LTS', name: 'less', version: '590-2ubuntu2' };
const openssl: MatchSubject = {
  ecosystem: 'red-hat',
  release: '9',
  name: 'openssl-libs',
  version: '1:3.0.7-6.el9_2',
  source: { name: 'openssl', version: '1:3.0.7-6.el9_2' },
  architecture: 'x86_64',
};
const node = (version: string, modularityLabel?: string): MatchSubject => ({
  ecosystem: 'red-hat',
  release: '8',
  name: 'nodejs',
  version,
  source: { name: 'nodejs', version },
  details: { kind: 'rpm', ...(modularityLabel !== undefined && { modularityLabel }) },
});

function found(subject: MatchSubject, entries: readonly Entry[]): readonly string[] {
  const osvName = subject.ecosystem === 'ubuntu' ? 'Ubuntu' : 'Red Hat';
  const { matches } = matchSubject(subject, databaseOf(osvName, { 'CVE-2026-0001': entries }));
  return matches.flatMap(({ fix, evidence }) =>
    evidence.map(({ searchedBy }) => `${searchedBy.name} ${fix.versions.join()}`),
  );
}

describe('what narrows a statement', () => {
  it.each<[string, MatchSubject, readonly Entry[], readonly string[]]>([
    ['a binary named as such', curl, [until('libcurl4t64', '8.6', names('binary'))], ['libcurl4t64 8.6']],
    ['a binary is no source of that name', curl, [until('curl', '8.6', names('binary'))], []],
    ['the source as usual', curl, [until('curl', '8.6')], ['curl 8.6']],
    ['a source of the name of the binary', curl, [until('libcurl4t64', '8.6')], []],
    ['a package that names no source', sourceless, [until('less', '591', names('binary'))], ['less 591']],
    ['a package that is its own source', sourceless, [until('less', '591')], ['less 591']],
    ['a source named as such', openssl, [until('openssl', undefined, names('source'))], ['openssl ']],
    ['a binary of the name of the source', openssl, [until('openssl', undefined)], []],
    ['another architecture', curl, [until('curl', '8.6', { qualifiers: { architecture: 's390x' } })], []],
    [
      'its architecture among others',
      curl,
      [until('curl', '8.6', { qualifiers: { architecture: 'arm64, amd64' } })],
      ['curl 8.6'],
    ],
  ])('%s', (_, subject, entries, expected) => {
    expect(found(subject, entries)).toEqual(expected);
  });

  it.each<[string, MatchSubject, Entry, boolean]>([
    [
      'its stream',
      node('1:18.1-1.module+el8.8.0+1+a', 'nodejs:18:8080:a'),
      until('nodejs', undefined, { qualifiers: { ...baseos, module: 'nodejs:18' } }),
      true,
    ],
    [
      'another stream',
      node('1:18.1-1.module+el8.8.0+1+a', 'nodejs:18:8080:a'),
      until('nodejs', undefined, { qualifiers: { ...baseos, module: 'nodejs:20' } }),
      false,
    ],
    [
      'a stream, of a package outside',
      node('1:18.1-1.el8'),
      until('nodejs', undefined, { qualifiers: { ...baseos, module: 'nodejs:18' } }),
      false,
    ],
    [
      'no stream, of a package in one',
      node('1:18.1-1.module+el8.8.0+1+a', 'nodejs:18:8080:a'),
      until('nodejs', undefined, { qualifiers: baseos }),
      false,
    ],
    [
      'a stream, where the package does not say its own',
      node('1:18.1-1.module+el8.8.0+1+a'),
      until('nodejs', undefined, { qualifiers: { ...baseos, module: 'nodejs:18' } }),
      true,
    ],
  ])('module streams: %s', (_, subject, entry, isAffected) => {
    expect(found(subject, [{ ...entry, release: '8' }])).toHaveLength(isAffected ? 1 : 0);
  });

  const main = until('openssl-libs', '1:3.0.7-27.el9', { release: '9', qualifiers: baseos });
  const extended = until('openssl-libs', '1:3.0.7-6.el9_2.3', { release: '9.2', qualifiers: baseos });
  it.each([
    ['before both fixes', openssl, ['openssl-libs 1:3.0.7-6.el9_2.3', 'openssl-libs 1:3.0.7-6.el9_2.3']],
    ['mended in the extended stream', { ...openssl, version: '1:3.0.7-6.el9_2.3' }, []],
    ['mended in the main stream', { ...openssl, version: '1:3.0.7-27.el9' }, []],
    [
      'later than an extended fix that is not of its stream',
      { ...openssl, version: '1:3.0.7-16.el9' },
      ['openssl-libs 1:3.0.7-27.el9'],
    ],
    [
      'the main build in an image with extended updates',
      { ...openssl, release: '9.2', version: '1:3.0.7-5.el9' },
      ['openssl-libs 1:3.0.7-6.el9_2.3', 'openssl-libs 1:3.0.7-6.el9_2.3'],
    ],
  ])('extended updates: %s', (_, subject, expected) => {
    expect(found(subject, [main, extended])).toEqual(expected);
  });

  it('a fix that needs a subscription says so', () => {
    const entry = until('curl', '8.5.0-2ubuntu10.2+esm1', { qualifiers: { channel: 'esm' } });
    const { matches } = matchSubject(curl, databaseOf('Ubuntu', { 'USN-1-1': [entry] }));
    expect(matches[0]?.fix).toEqual({ state: 'fixed', versions: ['8.5.0-2ubuntu10.2+esm1'], channel: 'esm' });
  });

  it.each([
    ['unmaintained', 'informational'],
    ['notice', 'informational'],
    ['unsound', undefined],
  ])('an advisory that is %s', (informational, hidden) => {
    const crate: MatchSubject = { ecosystem: 'cargo', name: 'thing', version: '1.0.0' };
    const entry = until('thing', undefined, { qualifiers: { informational } });
    const { matches } = matchSubject(crate, databaseOf('crates.io', { 'RUSTSEC-2026-0001': [entry] }));
    expect(matches.map((match) => match.hidden)).toEqual([hidden]);
  });

  it('a program that nobody packaged is known by what others call it, less surely', () => {
    const program: MatchSubject = { ecosystem: 'binary', name: 'httpd', version: '2.4.49' };
    const { matches } = matchSubject(program, databaseOf('Bitnami', { 'CVE-2026-0001': [until('apache', '2.4.51')] }));
    expect(matches).toMatchObject([{ confidence: 'low', fix: { versions: ['2.4.51'] } }]);
    const unknown = matchSubject({ ...program, name: 'vsftpd' }, databaseOf('Bitnami', { X: [until('vsftpd', '9')] }));
    expect(unknown).toEqual({ matches: [], problems: [] });
  });

  it.each([
    ['kubelet', '1.27.1', ['CVE-2026-0001']],
    ['kubelet', '1.27.2', []],
    ['kube-proxy', '1.27.1', []],
    ['hyperkube', '1.9.11', ['CVE-2026-0001']],
  ])('a program of Kubernetes by the component in it: %s %s', (name, version, expected) => {
    const database = databaseOf('kubernetes', { 'CVE-2026-0001': [until('k8s.io/kubelet', '1.27.2')] });
    const { matches } = matchSubject({ ecosystem: 'binary', name, version }, database);
    expect(matches.map(({ vulnerabilityId }) => vulnerabilityId)).toEqual(expected);
  });
});
