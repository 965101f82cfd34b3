import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import { echo } from './echo.ts';

const ecosystem: Ecosystem = echo;

describe('echo', () => {
  it('rolls, so that advisories are looked up without a release', () => {
    expect(ecosystem.distro?.rolling).toBe(true);
    expect(
      ecosystem.distro?.releaseOf({ id: 'echo', versionId: '20240101', prettyName: 'x', idLike: [] }),
    ).toBeUndefined();
  });
});
