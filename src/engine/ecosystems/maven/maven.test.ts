import { describe, expect, it } from 'vitest';
import { maven } from './maven.ts';

describe('maven', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(maven).not.toHaveProperty('distro');
    expect(maven).not.toHaveProperty('normaliseName');
  });
});
