import { describe, expect, it } from 'vitest';
import { openwrt } from './openwrt.ts';

describe('openwrt', () => {
  it.each([
    ['a release', '23.05', { versionId: '23.05.3' }],
    ['nothing', undefined, {}],
    ['a snapshot', undefined, { versionId: 'snapshot' }],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(openwrt.distro.releaseOf({ id: 'openwrt', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
