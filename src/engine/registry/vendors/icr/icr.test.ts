import { describe, expect, it } from 'vitest';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { icr } from './icr.ts';

const vendor: RegistryVendor = icr;

describe('icr', () => {
  it.each([
    ['icr.io', true],
    ['us.icr.io', true],
    ['icr.io.example', false],
    ['xicr.io', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(icr.recognises(host)).toBe(expected);
  });

  it.each([
    ['us.icr.io', 'iam.cloud.ibm.com', {}, true],
    ['us.icr.io', 'iam.cloud.example', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, _values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: {} })).toBe(expected);
  });
});
