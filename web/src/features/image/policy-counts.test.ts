import { expect, it } from 'vitest';
import { policyCounts } from './policy-counts.ts';

const policies = (...outcomes: readonly ('fail' | 'warn' | 'pending' | 'accepted' | 'pass')[]) =>
  outcomes.map((outcome, index) => ({ policyId: `${index}`, name: 'P', outcome }));

it.each([
  ['none', [], []],
  ['one', policies('pass'), ['1 policy kept']],
  [
    'each once',
    policies('fail', 'pending', 'warn', 'accepted', 'pass'),
    ['1 policy violated and failing', '1 violated and warning', '1 still being evaluated', '1 accepted', '1 kept'],
  ],
  ['several', policies('warn', 'warn', 'pass', 'pass'), ['2 policies violated and warning', '2 kept']],
] as const)('policies are counted: %s', (_name, given, expected) => {
  expect(policyCounts(given).map(({ words }) => words)).toEqual(expected);
});

it('only what is kept needs to be asked for', () => {
  expect(policyCounts(policies('fail', 'pass')).map(({ isKept }) => isKept)).toEqual([false, true]);
});
