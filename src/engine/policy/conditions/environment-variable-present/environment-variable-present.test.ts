import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { environmentVariablePresent } from './environment-variable-present.ts';

it.each([
  ['it is not set', { variable: 'A' }, ['B=1', 'AA=1'], false],
  ['it is', { variable: 'A' }, ['A='], 'the environment variable A is set: remove it'],
  [
    'to a value with that',
    { variable: 'A', contains: '1' },
    ['A=x1y'],
    'the environment variable A is set to a value with "1": remove it',
  ],
  ['to another', { variable: 'A', contains: 'A' }, ['A=x'], false],
  ['of other letters', { variable: 'a' }, ['A=x'], false],
])('environment-variable-present: %s', (_, options, env, expected) => {
  expect(ask('environment-variable-present', options, imageSubject({ env }))).toBe(expected);
});

it.each([
  [{ variable: 'A' }, 'environment variable A'],
  [{ variable: 'A', contains: 'x' }, 'environment variable A contains "x"'],
])('%j reads %s', (options, words) => expect(environmentVariablePresent.describe(options)).toBe(words));
