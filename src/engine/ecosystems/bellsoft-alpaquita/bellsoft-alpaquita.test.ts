import { describe, expect, it } from 'vitest';
import { bellsoftAlpaquita } from './bellsoft-alpaquita.ts';

describe('bellsoft-alpaquita', () => {
  it.each([
    ['a release', '23', { versionId: '23' }],
    ['a later one with two numbers', '25', { versionId: '25.1' }],
    ['the stream', 'stream', { versionId: 'stream' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(bellsoftAlpaquita.distro.releaseOf({ id: 'alpaquita', prettyName: 'x', idLike: [], ...osRelease })).toBe(
      release,
    );
  });
});
