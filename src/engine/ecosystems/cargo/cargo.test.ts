import { describe, expect, it } from 'vitest';
import { cargo } from './cargo.ts';

describe('cargo', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(cargo).not.toHaveProperty('distro');
    expect(cargo).not.toHaveProperty('normaliseName');
  });
});
