import { expect, it } from 'vitest';
import { riskWords } from './risk-words.ts';

it.each([
  [0, 'complete', '0'],
  [0, 'partial', 'incomplete'],
  [0, 'unknown', 'unknown'],
  [7, 'partial', '7'],
  [100, 'unknown', '100'],
] as const)('a risk of %i where coverage is %s is said to be %s', (score, coverage, words) => {
  expect(riskWords(score, coverage)).toBe(words);
});
