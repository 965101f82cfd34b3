import { expect, it } from 'vitest';
import { shownOutcome } from './outcome-words.ts';

it.each([
  ['pass', 'complete', 'pass'],
  ['pass', 'partial', 'as-known'],
  ['pass', 'unknown', 'as-known'],
  ['fail', 'unknown', 'fail'],
  ['none', 'partial', 'none'],
] as const)('%s of an image whose coverage is %s is shown as %s', (outcome, coverage, shown) => {
  expect(shownOutcome(outcome, coverage)).toBe(shown);
});
