import { describe, expect, it } from 'vitest';
import { cran } from './cran.ts';

describe('cran', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(cran).not.toHaveProperty('distro');
    expect(cran).not.toHaveProperty('normaliseName');
  });
});
