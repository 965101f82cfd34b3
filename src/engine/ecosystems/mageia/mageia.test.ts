import { describe, expect, it } from 'vitest';
import { mageia } from './mageia.ts';

describe('mageia', () => {
  it.each([
    ['a release', '9', { versionId: '9' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(mageia.distro.releaseOf({ id: 'mageia', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
