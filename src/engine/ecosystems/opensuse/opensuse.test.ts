import { describe, expect, it } from 'vitest';
import { opensuse } from './opensuse.ts';

describe('opensuse', () => {
  it.each([
    ['Leap', 'Leap 15.6', { versionId: '15.6', id: 'opensuse-leap' }],
    ['Leap Micro', 'Leap Micro 5.5', { versionId: '5.5', id: 'opensuse-leap-micro' }],
    ['Tumbleweed', 'Tumbleweed', { versionId: '20240801', id: 'opensuse-tumbleweed' }],
    ['what was before Leap', '13.2', { versionId: '13.2' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(opensuse.distro.releaseOf({ id: 'opensuse', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
