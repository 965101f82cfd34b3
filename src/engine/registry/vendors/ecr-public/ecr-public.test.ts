import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { ecrPublic } from './ecr-public.ts';

const vendor: RegistryVendor = ecrPublic;

describe('ecr-public', () => {
  it.each([
    ['public.ecr.aws', true],
    ['public.ecr.aws.example', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(ecrPublic.recognises(host)).toBe(expected);
  });

  it.each([
    ['public.ecr.aws', 'api.ecr-public.us-east-1.amazonaws.com', {}, true],
    ['public.ecr.aws', 'api.ecr.us-east-1.amazonaws.com', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([['half of the keys', { accessKeyId: 'a' }, 'together']])('refuses %s', (_, values, message) => {
    expect(ecrPublic.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['nothing: anonymous', {}]])('takes %s', (_, values) => {
    expect(ecrPublic.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
