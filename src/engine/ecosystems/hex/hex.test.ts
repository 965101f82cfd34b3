import { describe, expect, it } from 'vitest';
import { hex } from './hex.ts';

describe('hex', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(hex).not.toHaveProperty('distro');
    expect(hex).not.toHaveProperty('normaliseName');
  });
});
