import { expect, it } from 'vitest';
import { riskWords } from './risk-words.ts';

it.each([
  [0, 'complete', '0'],
  [0, 'partial', 'incomplete'],
  [0, 'unknown', 'unknown'],
  [42, 'partial', '42'],
] as const)('a risk of %i where coverage is %s is said to be %s', (riskScore, coverage, words) => {
  expect(riskWords({ riskScore, coverage })).toBe(words);
});
