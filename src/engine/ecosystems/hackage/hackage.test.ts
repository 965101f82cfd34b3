import { describe, expect, it } from 'vitest';
import { hackage } from './hackage.ts';

describe('hackage', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(hackage).not.toHaveProperty('distro');
    expect(hackage).not.toHaveProperty('normaliseName');
  });
});
