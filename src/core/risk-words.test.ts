import { expect, it } from 'vitest';
import { asFarAsKnown, riskWords } from './risk-words.ts';

it.each([
  [0, 'complete', '0'],
  [0, 'partial', 'incomplete'],
  [0, 'unknown', 'unknown'],
  [7, 'partial', '7'],
  [100, 'unknown', '100'],
] as const)('a risk of %i where coverage is %s is said to be %s', (score, coverage, words) => {
  expect(riskWords(score, coverage)).toBe(words);
});

it('what is left is said with care where not all is known', () => {
  expect(`0 of 100${asFarAsKnown(true)}.`).toBe('0 of 100.');
  expect(`0 of 100${asFarAsKnown(false)}.`).toBe('0 of 100, as far as the image is known.');
});
