import { describe, expect, it } from 'vitest';
import { photon } from './photon.ts';

describe('photon', () => {
  it.each([
    ['a release', '5.0', { versionId: '5.0' }],
    ['one number', undefined, { versionId: '5' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(photon.distro.releaseOf({ id: 'photon', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
