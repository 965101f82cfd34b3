import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { disclosureAge } from './disclosure-age.ts';

it.each([
  ['2026-06-14T12:00:00Z', 1, true],
  ['2026-06-14T12:00:01Z', 1, false],
  ['2025-06-15', 365, true],
  ['2026-06-16', 0, false],
  ['one day', 0, false],
])('disclosure-age: %s, %s days: %s', (published, days, expected) => {
  expect(ask('disclosure-age', { days }, findingSubject({ published }))).toBe(expected);
});

it('what has no date does not meet it', () => {
  expect(ask('disclosure-age', { days: 0 }, findingSubject({}))).toBe(false);
});

it('looks at the clock, and says so', () => {
  expect(disclosureAge.looksAtClock?.({ days: 90 })).toBe(true);
  expect(disclosureAge.describe({ days: 90 })).toBe('disclosed for at least 90 days');
});
