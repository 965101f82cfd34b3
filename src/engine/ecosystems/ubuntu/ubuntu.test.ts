import { describe, expect, it } from 'vitest';
import { ubuntu } from './ubuntu.ts';

describe('ubuntu', () => {
  it.each([
    ['noble', '24.04:LTS', { versionId: '24.04' }],
    ['questing', '25.10', { versionId: '25.10' }],
    ['an April of an odd year', '25.04', { versionId: '25.04' }],
    ['a long-term release to come', '28.04:LTS', { versionId: '28.04' }],
    ['a codename alone', '18.04:LTS', { codename: 'bionic' }],
    ['nothing', undefined, {}],
    ['one number', undefined, { versionId: '24' }],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(ubuntu.distro.releaseOf({ id: 'ubuntu', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });

  it('names all and only the Aprils of even years as long-term', () => {
    for (const { id } of ubuntu.distro.releases) {
      const [year, month] = id.slice(0, 5).split('.');
      expect(id.endsWith(':LTS')).toBe(month === '04' && Number(year) % 2 === 0);
    }
  });
});
