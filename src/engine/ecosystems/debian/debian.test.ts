import { describe, expect, it } from 'vitest';
import { debian } from './debian.ts';

describe('debian', () => {
  it.each([
    ['bookworm', '12', { versionId: '12', codename: 'bookworm' }],
    ['a release not in the table', '16', { versionId: '16' }],
    ['a point release', '11', { versionId: '11.5' }],
    ['squeeze', '6.0', { versionId: '6.0.10' }],
    ['squeeze by its first number', '6.0', { versionId: '6' }],
    ['sarge', '3.1', { versionId: '3.1' }],
    ['testing', '14', { codename: 'forky' }],
    ['unstable', 'sid', { codename: 'sid' }],
    ['a codename that nobody knows', undefined, { codename: 'andy' }],
    ['nothing', undefined, {}],
    ['a version that is no number', undefined, { versionId: 'x' }],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(debian.distro.releaseOf({ id: 'debian', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
