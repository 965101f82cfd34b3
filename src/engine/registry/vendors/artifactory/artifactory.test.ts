import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { artifactory } from './artifactory.ts';

const vendor: RegistryVendor = artifactory;

describe('artifactory', () => {
  it.each([
    ['acme.jfrog.io', true],
    ['docker.acme.jfrog.io', true],
    ['jfrog.io.example', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(artifactory.recognises(host)).toBe(expected);
  });

  it.each([
    ['a.example', 'api.example', { apiUrl: 'https://api.example/artifactory' }, true],
    ['a.example', 'api.example:8443', { apiUrl: 'https://api.example/artifactory' }, false],
    ['a.example', 'api.example', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([
    ['an API URL that is none', { apiUrl: 'api.example' }, 'API URL'],
    ['an API URL with a password', { apiUrl: 'https://a:b@api.example' }, 'API URL'],
  ])('refuses %s', (_, values, message) => {
    expect(artifactory.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['an account and its API', { username: 'a', password: 'b', apiUrl: 'https://api.example/artifactory' }]])(
    'takes %s',
    (_, values) => {
      expect(artifactory.checkCredential(asSecrets(values))).toBeUndefined();
    },
  );
});
