import { describe, expect, it } from 'vitest';
import { pub } from './pub.ts';

describe('pub', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(pub).not.toHaveProperty('distro');
    expect(pub).not.toHaveProperty('normaliseName');
  });
});
