import { describe, expect, it } from 'vitest';
import { amazonLinux } from './amazon-linux.ts';

describe('amazon-linux', () => {
  it.each([
    ['the third', '2023', { versionId: '2023' }],
    ['the second', '2', { versionId: '2' }],
    ['the first', '1', { versionId: '2018.03' }],
    ['the first, earlier', '1', { versionId: '2014.09' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(amazonLinux.distro.releaseOf({ id: 'amzn', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
