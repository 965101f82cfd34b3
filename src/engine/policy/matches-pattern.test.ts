import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { matchesPattern } from './matches-pattern.ts';

it.each([
  ['a', 'a', true],
  ['A', 'a', true],
  ['a', 'ab', false],
  ['', '', true],
  ['*', '', true],
  ['*', 'anything', true],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*b', 'ab', true],
  ['a*a', 'a', false],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['*ab*ab*', 'abab', true],
  ['*ab*ab*', 'aba', false],
  ['a.c', 'abc', false],
  ['**', 'x', true],
])('%j on %j: %s', (pattern, text, expected) => expect(matchesPattern(pattern, text)).toBe(expected));

it('agrees with a regular expression', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  fc.assert(
    fc.property(word, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }), (pattern, text) => {
      expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
    }),
  );
});

it('takes no longer for what nearly matches', () => {
  const started = cpuTimeMs();
  for (let round = 0; round < 200; round += 1) matchesPattern(`${'*a'.repeat(250)}b`, 'a'.repeat(100_000));
  expect(cpuTimeMs() - started).toBeLessThan(2000);
});
