import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import { arch } from './arch.ts';

const ecosystem: Ecosystem = arch;

describe('arch', () => {
  it('rolls, so that advisories are looked up without a release', () => {
    expect(ecosystem.distro?.rolling).toBe(true);
    expect(
      ecosystem.distro?.releaseOf({ id: 'arch', versionId: '20240101', prettyName: 'x', idLike: [] }),
    ).toBeUndefined();
  });
});
