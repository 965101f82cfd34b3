import { describe, expect, it } from 'vitest';
import { bitnami } from './bitnami.ts';

describe('bitnami', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(bitnami).not.toHaveProperty('distro');
    expect(bitnami).not.toHaveProperty('normaliseName');
  });
});
