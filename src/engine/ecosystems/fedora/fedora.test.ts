import { describe, expect, it } from 'vitest';
import { fedora } from './fedora.ts';

describe('fedora', () => {
  it.each([
    ['a release', '40', { versionId: '40' }],
    ['rawhide, by the number that it will have', '45', { versionId: '45' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(fedora.distro.releaseOf({ id: 'fedora', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
