import { expect, it } from 'vitest';
import { lineName, supportWords } from './lifecycle-words.ts';

it.each([
  ['nodejs', '18', 'Node.js 18'],
  ['debian', '12', 'Debian 12'],
  ['constructor', '1', 'Constructor 1'],
])('calls %s %s by its name', (product, cycle, name) => expect(lineName({ product, cycle })).toBe(name));

it.each([
  ['ended', -1, 'ended 1 day ago'],
  ['ended', -800, 'ended 2 years ago'],
  ['ended', undefined, 'ended'],
  ['approaching', 0, 'ends today'],
  ['approaching', 12, 'ends in 12 days'],
  ['approaching', 119, 'ends in 119 days'],
  ['approaching', 120, 'ends in 3 months'],
  ['active', 582, 'ends in 19 months'],
  ['active', 1500, 'ends in 4 years'],
  ['active', undefined, 'goes on, with no date for its end'],
] as const)('says how long what is %s is supported, %s days: %s', (state, daysLeft, words) =>
  expect(supportWords({ state, ...(daysLeft !== undefined && { daysLeft }) })).toBe(words),
);
