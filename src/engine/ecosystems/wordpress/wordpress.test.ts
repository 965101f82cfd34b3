import { describe, expect, it } from 'vitest';
import { wordpress } from './wordpress.ts';

describe('wordpress', () => {
  it('is never looked up, since there is nothing to look in', () => {
    expect(wordpress).not.toHaveProperty('osvName');
    expect(wordpress).not.toHaveProperty('versionScheme');
  });
});
