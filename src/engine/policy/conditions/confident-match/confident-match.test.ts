import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';

it.each([
  ['the package is named', {}, true],
  ['only what it may be built of', { confidence: 'low' } as const, false],
])('confident-match: %s', (_, changes, expected) => {
  expect(ask('confident-match', {}, findingSubject(changes))).toBe(expected);
});
