import { describe, expect, it } from 'vitest';
import { conda } from './conda.ts';

describe('conda', () => {
  it('is never looked up, since there is nothing to look in', () => {
    expect(conda).not.toHaveProperty('osvName');
    expect(conda).not.toHaveProperty('versionScheme');
  });
});
