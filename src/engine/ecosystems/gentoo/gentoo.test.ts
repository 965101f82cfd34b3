import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import { gentoo } from './gentoo.ts';

const ecosystem: Ecosystem = gentoo;

describe('gentoo', () => {
  it('rolls, so that advisories are looked up without a release', () => {
    expect(ecosystem.distro?.rolling).toBe(true);
    expect(
      ecosystem.distro?.releaseOf({ id: 'gentoo', versionId: '20240101', prettyName: 'x', idLike: [] }),
    ).toBeUndefined();
  });
});
