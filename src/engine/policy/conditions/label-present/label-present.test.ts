import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { labelPresent } from './label-present.ts';

it.each([
  ['it is not there', { label: 'a' }, {}, false],
  ['it is', { label: 'a' }, { a: '' }, 'there is a label a: remove it'],
  ['with its value', { label: 'a', value: 'x' }, { a: 'x' }, 'there is a label a with the value x: remove it'],
  ['with another', { label: 'a', value: 'x' }, { a: 'y' }, false],
  ['a name that all objects have', { label: 'constructor' }, {}, false],
])('label-present: %s', (_, options, labels, expected) => {
  expect(ask('label-present', options, imageSubject({ labels }))).toBe(expected);
});

it('says what it asks for', () => expect(labelPresent.describe({ label: 'a', value: 'x' })).toBe('label a=x'));
