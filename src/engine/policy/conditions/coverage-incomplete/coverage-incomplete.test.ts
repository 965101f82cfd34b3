import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';

it.each([
  [true, false],
  [false, 'something may be missing from what is known of the image: see its problems'],
])('coverage-incomplete: complete %s: %s', (complete, expected) => {
  expect(ask('coverage-incomplete', {}, imageSubject({}, { complete }))).toBe(expected);
});
