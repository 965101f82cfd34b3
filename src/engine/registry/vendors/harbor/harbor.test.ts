import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import { harbor } from './harbor.ts';

describe('harbor', () => {
  it.each([
    ['harbor.example', true],
    ['demo.goharbor.io', true],
    ['registry.example', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(harbor.recognises(host)).toBe(expected);
  });

  it.each([['half an account', { username: 'a' }, 'together']])('refuses %s', (_, values, message) => {
    expect(harbor.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['a robot', { username: 'robot$x', password: 'p' }]])('takes %s', (_, values) => {
    expect(harbor.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
