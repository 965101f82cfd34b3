import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import { minimos } from './minimos.ts';

const ecosystem: Ecosystem = minimos;

describe('minimos', () => {
  it('rolls, so that advisories are looked up without a release', () => {
    expect(ecosystem.distro?.rolling).toBe(true);
    expect(
      ecosystem.distro?.releaseOf({ id: 'minimos', versionId: '20240101', prettyName: 'x', idLike: [] }),
    ).toBeUndefined();
  });
});
