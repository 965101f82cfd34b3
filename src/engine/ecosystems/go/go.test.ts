import { describe, expect, it } from 'vitest';
import { go } from './go.ts';

describe('go', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(go).not.toHaveProperty('distro');
    expect(go).not.toHaveProperty('normaliseName');
  });
});
