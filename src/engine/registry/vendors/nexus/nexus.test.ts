import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { nexus } from './nexus.ts';

const vendor: RegistryVendor = nexus;

describe('nexus', () => {
  it.each([
    ['nexus.example:5000', true],
    ['registry.example', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(nexus.recognises(host)).toBe(expected);
  });

  it.each([
    ['nexus.example:5000', 'nexus.example', { apiUrl: 'https://nexus.example' }, true],
    ['nexus.example:5000', 'other.example', { apiUrl: 'https://nexus.example' }, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([
    ['an API URL without a repository', { apiUrl: 'https://nexus.example' }, 'go together'],
    ['an API URL that is none', { apiUrl: 'ftp://x', repository: 'r' }, 'API URL'],
  ])('refuses %s', (_, values, message) => {
    expect(nexus.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['an account', { username: 'a', password: 'b' }]])('takes %s', (_, values) => {
    expect(nexus.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
