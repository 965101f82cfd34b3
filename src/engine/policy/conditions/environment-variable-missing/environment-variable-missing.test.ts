import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { environmentVariableMissing } from './environment-variable-missing.ts';

it.each([
  [['A='], false],
  [['AB=1'], 'the environment variable A is not set: add ENV A=…'],
  [[], 'the environment variable A is not set: add ENV A=…'],
])('environment-variable-missing: A in %j: %s', (env, expected) => {
  expect(ask('environment-variable-missing', { variable: 'A' }, imageSubject({ env }))).toBe(expected);
});

it('says what it asks for', () => {
  expect(environmentVariableMissing.describe({ variable: 'A' })).toBe('environment variable A missing');
});
