import { expect, it } from 'vitest';
import { causeWords, isRemediable } from './cause-words.ts';
import { causes } from './causes.ts';

it('every kind of cause has a name of its own, and says what to do', () => {
  expect(new Set(causes.map((cause) => causeWords(cause).label)).size).toBe(causes.length);
  for (const cause of causes) expect(causeWords(cause).advice).toMatch(/\.$/);
});

it('a refused credential leads to the settings of the registry, a broken image does not', () => {
  expect(isRemediable('auth')).toBe(true);
  expect(isRemediable('corrupt')).toBe(false);
  expect(isRemediable(undefined)).toBe(false);
});
