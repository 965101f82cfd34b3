import { describe, expect, it } from 'vitest';
import type { OsRelease } from './ecosystem.ts';
import { recogniseDistro } from './recognise-distro.ts';

const osRelease = (id: string, more: Partial<OsRelease> = {}): OsRelease => ({
  id,
  prettyName: `Pretty ${id}`,
  idLike: [],
  ...more,
});

describe('recogniseDistro', () => {
  it.each([
    [
      'Debian',
      osRelease('debian', { versionId: '12' }),
      { ecosystem: 'debian', release: '12', endOfLife: '2028-06-30' },
    ],
    [
      'a release that is not in the table',
      osRelease('debian', { versionId: '16' }),
      { ecosystem: 'debian', release: '16' },
    ],
    [
      'Ubuntu',
      osRelease('ubuntu', { versionId: '24.04', idLike: ['debian'] }),
      { ecosystem: 'ubuntu', release: '24.04:LTS', endOfLife: '2029-05-31' },
    ],
    [
      'Alpine',
      osRelease('alpine', { versionId: '3.9.4' }),
      { ecosystem: 'alpine', release: 'v3.9', endOfLife: '2020-11-01' },
    ],
    ['Wolfi', osRelease('wolfi', { versionId: '20230201' }), { ecosystem: 'wolfi' }],
    [
      'AlmaLinux',
      osRelease('almalinux', { versionId: '9.0', idLike: ['rhel', 'fedora'] }),
      { ecosystem: 'almalinux', release: '9', endOfLife: '2032-05-31' },
    ],
  ])('%s', (_name, given, expected) => {
    expect(recogniseDistro(given)).toEqual({ distro: { ...given, ...expected } });
  });

  it.each([
    ['a derivative of Debian', osRelease('kali', { versionId: '2024.3', idLike: ['debian'] }), 'Debian'],
    ['a derivative of Ubuntu', osRelease('elementary', { versionId: '99', idLike: ['ubuntu', 'debian'] }), 'Ubuntu'],
    [
      'a derivative of Red Hat',
      osRelease('cloudlinux', { versionId: '9.3', idLike: ['rhel', 'fedora', 'centos'] }),
      'Red Hat Enterprise Linux',
    ],
    ['a stranger', osRelease('slackware', { versionId: '15.0' }), 'Pretty slackware'],
  ])('%s is never taken for its parent, and says so', (_name, given, named) => {
    const { distro, doubt } = recogniseDistro(given);
    expect(distro).toEqual(given);
    expect(doubt).toContain(named);
    expect(doubt).toContain('cannot be looked up');
  });

  it.each([
    ['Alpine edge', osRelease('alpine', { versionId: '3.22_alpha20250108' })],
    ['Debian without number and codename', osRelease('debian')],
  ])('%s is recognised, but not its release', (_name, given) => {
    const { distro, doubt } = recogniseDistro(given);
    expect(distro).toEqual({ ...given, ecosystem: given.id });
    expect(doubt).toContain('which release');
  });

  it.each([
    ['CentOS', osRelease('centos', { versionId: '7' }), 'red-hat', '7', '2024-06-30'],
    ['CentOS that ended early', osRelease('centos', { versionId: '8' }), 'red-hat', '8', '2021-12-31'],
    [
      'CentOS Stream',
      osRelease('centos', { versionId: '8', prettyName: 'CentOS Stream 8' }),
      'red-hat',
      '8',
      '2024-05-31',
    ],
    ['CentOS Stream, when there is no other', osRelease('centos', { versionId: '9' }), 'red-hat', '9', '2027-05-31'],
    ['Scientific Linux', osRelease('scientific', { versionId: '7.9' }), 'red-hat', '7', '2024-06-30'],
    ['Raspbian', osRelease('raspbian', { versionId: '12', idLike: ['debian'] }), 'debian', '12', '2028-06-30'],
    ['Devuan', osRelease('devuan', { versionId: '5', codename: 'daedalus' }), 'debian', '12', '2028-06-30'],
    ['Linux Mint', osRelease('linuxmint', { versionId: '21.3' }), 'ubuntu', '22.04:LTS', '2027-06-01'],
    ['Linux Mint Debian Edition', osRelease('linuxmint', { versionId: '6' }), 'debian', '12', '2028-06-30'],
    ['Pop!_OS', osRelease('pop', { versionId: '22.04' }), 'ubuntu', '22.04:LTS', '2027-06-01'],
    ['elementary', osRelease('elementary', { versionId: '8' }), 'ubuntu', '24.04:LTS', '2029-05-31'],
    ['postmarketOS', osRelease('postmarketos', { versionId: 'v24.06' }), 'alpine', 'v3.20', '2026-04-01'],
  ])('%s is looked up as what it follows, with a word', (_name, given, ecosystem, release, endOfLife) => {
    const { distro, doubt, caveat } = recogniseDistro(given);
    expect(distro).toEqual({ ...given, ecosystem, release, endOfLife });
    expect(doubt).toBeUndefined();
    expect(caveat).toContain(given.prettyName);
    expect(caveat).toContain(release);
  });

  it.each([
    ['Pop!_OS of an October', osRelease('pop', { versionId: '21.10' })],
    ['CentOS without a number', osRelease('centos')],
    ['Devuan of testing', osRelease('devuan', { codename: 'ceres' })],
    ['postmarketOS edge', osRelease('postmarketos', { versionId: 'edge' })],
  ])('%s follows no release that is known', (_name, given) => {
    expect(recogniseDistro(given)).toMatchObject({
      distro: given,
      doubt: expect.stringContaining('cannot be looked up'),
    });
  });
});
