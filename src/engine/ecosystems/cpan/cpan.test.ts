import { describe, expect, it } from 'vitest';
import { cpan } from './cpan.ts';

describe('cpan', () => {
  it('is never looked up, since there is nothing to look in', () => {
    expect(cpan).not.toHaveProperty('osvName');
    expect(cpan).not.toHaveProperty('versionScheme');
  });
});
