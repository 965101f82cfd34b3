import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import { quay } from './quay.ts';

describe('quay', () => {
  it.each([
    ['quay.io', true],
    ['quay.example', true],
    ['registry.example', false],
    ['notquay.io', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(quay.recognises(host)).toBe(expected);
  });

  it.each([
    ['an OAuth token for no namespace', { oauthToken: 'o' }, 'namespaces'],
    ['half an account', { username: 'a' }, 'together'],
  ])('refuses %s', (_, values, message) => {
    expect(quay.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([
    ['a robot', { username: 'a+b', password: 'p' }],
    ['an OAuth token and namespaces', { oauthToken: 'o', namespaces: 'acme' }],
  ])('takes %s', (_, values) => {
    expect(quay.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
