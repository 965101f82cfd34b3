import { describe, expect, it } from 'vitest';
import { npm } from './npm.ts';

describe('npm', () => {
  it('is no distro, and leaves names as they are', () => {
    expect(npm).not.toHaveProperty('distro');
    expect(npm).not.toHaveProperty('normaliseName');
  });
});
