import { describe, expect, it } from 'vitest';
import { alpine } from './alpine.ts';

describe('alpine', () => {
  it.each([
    ['a patch release', 'v3.9', { versionId: '3.9.4' }],
    ['a branch', 'v3.20', { versionId: '3.20' }],
    ['edge', undefined, { versionId: '3.22_alpha20250108' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(alpine.distro.releaseOf({ id: 'alpine', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
