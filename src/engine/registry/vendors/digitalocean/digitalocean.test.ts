import { describe, expect, it } from 'vitest';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { digitalocean } from './digitalocean.ts';

const vendor: RegistryVendor = digitalocean;

describe('digitalocean', () => {
  it.each([
    ['registry.digitalocean.com', true],
    ['digitalocean.com', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(digitalocean.recognises(host)).toBe(expected);
  });

  it.each([
    ['registry.digitalocean.com', 'api.digitalocean.com', {}, true],
    ['registry.digitalocean.com', 'api.example', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, _values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: {} })).toBe(expected);
  });
});
