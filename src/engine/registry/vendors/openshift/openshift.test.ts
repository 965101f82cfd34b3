import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { openshift } from './openshift.ts';

const vendor: RegistryVendor = openshift;

describe('openshift', () => {
  it.each([
    ['default-route-openshift-image-registry.apps.example', true],
    ['registry.example', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(openshift.recognises(host)).toBe(expected);
  });

  it.each([
    ['r.example', 'api.example:6443', { apiUrl: 'https://api.example:6443' }, true],
    ['r.example', 'api.example', { apiUrl: 'https://api.example:6443' }, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([['an API URL that is none', { token: 't', apiUrl: 'x' }, 'API URL']])('refuses %s', (_, values, message) => {
    expect(openshift.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['a token', { token: 't' }]])('takes %s', (_, values) => {
    expect(openshift.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
