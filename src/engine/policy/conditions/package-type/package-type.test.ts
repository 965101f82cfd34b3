import { expect, it } from 'vitest';
import { ask, findingSubject, packageSubject } from '#tests/support/policy-subjects.ts';
import { packageType } from './package-type.ts';

it.each([
  ['npm', ['npm'], true],
  ['npm', ['maven', 'NPM'], true],
  ['npm', ['maven'], false],
  ['deb', ['de'], false],
])('package-type: %s is of %j: %s', (type, types, expected) => {
  expect(ask('package-type', { types }, packageSubject({ type }))).toBe(expected);
});

it('looks at the package of a finding too', () => {
  expect(ask('package-type', { types: ['npm'] }, findingSubject({}))).toBe(true);
});

it.each([
  [['npm'], 'package type npm'],
  [['npm', 'maven'], 'package type npm or maven'],
  [['a', 'b', 'c', 'd', 'e'], 'package type a, b, c or 2 others'],
])('%j reads %s', (types, words) => expect(packageType.describe({ types })).toBe(words));
