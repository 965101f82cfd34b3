import { describe, expect, it } from 'vitest';
import { rockyLinux } from './rocky-linux.ts';

describe('rocky-linux', () => {
  it.each([
    ['a minor release', '9', { versionId: '9.4' }],
    ['a major release', '10', { versionId: '10' }],
    ['nothing', undefined, {}],
    ['no number', undefined, { versionId: 'stream' }],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(rockyLinux.distro.releaseOf({ id: 'rocky', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
