import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { gitlab } from './gitlab.ts';

const vendor: RegistryVendor = gitlab;

describe('gitlab', () => {
  it.each([
    ['registry.gitlab.com', true],
    ['registry.gitlab.com.example', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(gitlab.recognises(host)).toBe(expected);
  });

  it.each([
    ['registry.gitlab.com', 'gitlab.com', {}, true],
    ['registry.example', 'gitlab.com', {}, false],
    ['registry.gitlab.com', 'gitlab.com', { apiUrl: 'https://gitlab.example' }, false],
    ['registry.example', 'gitlab.example', { apiUrl: 'https://gitlab.example' }, true],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([['half an account', { password: 'a' }, 'together']])('refuses %s', (_, values, message) => {
    expect(gitlab.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['a token', { username: 'a', password: 'b' }]])('takes %s', (_, values) => {
    expect(gitlab.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
