import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { gar } from './gar.ts';

const vendor: RegistryVendor = gar;

describe('gar', () => {
  it.each([
    ['europe-docker.pkg.dev', true],
    ['us-central1-docker.pkg.dev', true],
    ['europe-npm.pkg.dev', false],
    ['europe-docker.pkg.dev.example', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(gar.recognises(host)).toBe(expected);
  });

  it.each([
    ['europe-docker.pkg.dev', 'artifactregistry.googleapis.com', {}, true],
    ['europe-docker.pkg.dev', 'oauth2.googleapis.com', {}, true],
    ['europe-docker.pkg.dev', 'storage.googleapis.com', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([
    ['a key that is none', { keyFile: '{}' }, 'service account'],
    ['nonsense', { keyFile: '%%%' }, 'service account'],
  ])('refuses %s', (_, values, message) => {
    expect(gar.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([
    ['nothing: anonymous', {}],
    ['a key', { keyFile: '{"client_email":"a","private_key":"b"}' }],
  ])('takes %s', (_, values) => {
    expect(gar.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
