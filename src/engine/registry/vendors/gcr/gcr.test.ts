import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import { gcr } from './gcr.ts';

describe('gcr', () => {
  it.each([
    ['gcr.io', true],
    ['eu.gcr.io', true],
    ['gcr.io.example', false],
    ['x.y.gcr.io', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(gcr.recognises(host)).toBe(expected);
  });

  it.each([['a key that is none', { keyFile: 'x' }, 'service account']])('refuses %s', (_, values, message) => {
    expect(gcr.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([['a key in base64', { keyFile: 'eyJjbGllbnRfZW1haWwiOiJhIiwicHJpdmF0ZV9rZXkiOiJiIn0=' }]])(
    'takes %s',
    (_, values) => {
      expect(gcr.checkCredential(asSecrets(values))).toBeUndefined();
    },
  );
});
