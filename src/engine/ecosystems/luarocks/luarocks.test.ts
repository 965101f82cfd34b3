import { describe, expect, it } from 'vitest';
import { luarocks } from './luarocks.ts';

describe('luarocks', () => {
  it('is never looked up, since there is nothing to look in', () => {
    expect(luarocks).not.toHaveProperty('osvName');
    expect(luarocks).not.toHaveProperty('versionScheme');
  });
});
