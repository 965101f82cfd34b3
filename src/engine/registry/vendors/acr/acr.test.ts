import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { acr } from './acr.ts';

const vendor: RegistryVendor = acr;

describe('acr', () => {
  it.each([
    ['acme.azurecr.io', true],
    ['acme.azurecr.cn', true],
    ['acme.azurecr.io.example', false],
    ['azurecr.io', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(acr.recognises(host)).toBe(expected);
  });

  it.each([
    ['acme.azurecr.io', 'login.microsoftonline.com', {}, true],
    ['acme.azurecr.us', 'login.microsoftonline.com', {}, false],
    ['registry.example', 'login.microsoftonline.com', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([
    ['a tenant alone', { tenantId: 't' }, 'client ID'],
    ['half an account', { password: 'p' }, 'together'],
  ])('refuses %s', (_, values, message) => {
    expect(acr.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([
    ['a token', { username: 't', password: 'p' }],
    ['a client of a tenant', { username: 't', password: 'p', tenantId: 'x' }],
  ])('takes %s', (_, values) => {
    expect(acr.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
