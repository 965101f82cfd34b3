import { describe, expect, it } from 'vitest';
import { rubygems } from './rubygems.ts';

describe('rubygems', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(rubygems).not.toHaveProperty('distro');
    expect(rubygems).not.toHaveProperty('normaliseName');
  });
});
