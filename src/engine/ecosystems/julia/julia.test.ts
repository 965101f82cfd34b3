import { describe, expect, it } from 'vitest';
import { julia } from './julia.ts';

describe('julia', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(julia).not.toHaveProperty('distro');
    expect(julia).not.toHaveProperty('normaliseName');
  });
});
