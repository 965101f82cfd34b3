import { describe, expect, it } from 'vitest';
import { typeOf } from './referrer-words.ts';

const base = {
  repository: 'registry.example/app',
  subject: 'sha256:1',
  digest: 'sha256:2',
  kind: 'attestation',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  size: 500,
  foundBy: 'index',
} as const;

describe('typeOf', () => {
  it.each([
    ['what is stated', { predicateTypes: ['a', 'b'], artifactType: 'c' }, 'a, b'],
    ['what it is', { predicateTypes: [], artifactType: 'application/spdx+json' }, 'application/spdx+json'],
    ['nothing else', { predicateTypes: [] }, 'application/vnd.oci.image.manifest.v1+json'],
  ])('of one that says %s', (_, more, expected) => {
    expect(typeOf({ ...base, ...more })).toBe(expected);
  });
});
