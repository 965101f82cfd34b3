import { describe, expect, it } from 'vitest';
import { redHat } from './red-hat.ts';

describe('red-hat', () => {
  it.each([
    ['a minor release', '9', { versionId: '9.4' }],
    ['a major release', '10', { versionId: '10' }],
    ['nothing', undefined, {}],
    ['no number', undefined, { versionId: 'stream' }],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(redHat.distro.releaseOf({ id: 'rhel', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
