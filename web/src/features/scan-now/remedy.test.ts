import { expect, it } from 'vitest';
import { registryOf, remedyFor } from './remedy.ts';

it.each([
  ['registry.example:5000/team/app:1', 'registry.example:5000'],
  ['localhost/app', 'localhost'],
  ['debian:12', 'docker.io'],
  ['library/debian', 'docker.io'],
  [' ghcr.io/a/b@sha256:00', 'ghcr.io'],
])('%s lies in %s', (reference, registry) => expect(registryOf(reference)).toBe(registry));

it('leads to the form for a new registry where none covers the image', () => {
  expect(remedyFor('jobs/no-registry-for-reference', 'r.example/app')).toEqual({
    label: 'Add a registry that covers r.example',
    search: { add: true, path: 'r.example' },
  });
});

it('leads to the registry whose credential is missing or refused', () => {
  expect(remedyFor('registry/unauthorized', 'r.example/app', 'r1')).toEqual({
    label: 'Enter a credential for r.example',
    registryId: 'r1',
    search: {},
  });
});

it('leads to the settings of a registry that cannot be spoken to', () => {
  expect(remedyFor('registry/tls', 'r.example/app', 'r1')).toMatchObject({ registryId: 'r1' });
});

it.each([undefined, 'image/layer-truncated', 'registry/rate-limited'])('has no remedy for %s', (code) => {
  expect(remedyFor(code, 'r.example/app')).toBeUndefined();
});
