import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { ghcr } from './ghcr.ts';

const vendor: RegistryVendor = ghcr;

describe('ghcr', () => {
  it.each([
    ['ghcr.io', true],
    ['ghcr.io.example', false],
    ['xghcr.io', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(ghcr.recognises(host)).toBe(expected);
  });

  it.each([
    ['ghcr.io', 'api.github.com', {}, true],
    ['ghcr.io', 'api.github.com.example', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([['half an account', { username: 'a' }, 'together']])('refuses %s', (_, values, message) => {
    expect(ghcr.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['nothing: anonymous', {}]])('takes %s', (_, values) => {
    expect(ghcr.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
