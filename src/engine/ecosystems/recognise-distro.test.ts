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
    ['a derivative of Debian', osRelease('raspbian', { versionId: '12', idLike: ['debian'] }), 'Debian'],
    ['a derivative of Ubuntu', osRelease('linuxmint', { versionId: '22', idLike: ['ubuntu', 'debian'] }), 'Ubuntu'],
    [
      'a derivative of Red Hat',
      osRelease('ol', { versionId: '9.3', idLike: ['fedora', 'rhel'] }),
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
});
