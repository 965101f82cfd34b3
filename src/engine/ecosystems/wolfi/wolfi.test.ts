import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import { wolfi } from './wolfi.ts';

const ecosystem: Ecosystem = wolfi;

describe('wolfi', () => {
  it.each([['a date', undefined, { versionId: '20230201' }]])('%s is release %s', (_name, release, osRelease) => {
    expect(ecosystem.distro?.releaseOf({ id: 'wolfi', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });

  it('rolls, so that advisories are looked up without a release', () => {
    expect(ecosystem.distro?.rolling).toBe(true);
  });
});
