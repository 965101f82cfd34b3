import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { labelMissing } from './label-missing.ts';

it.each([
  ['it is there', { label: 'a' }, { a: 'x' }, false],
  ['it is not', { label: 'a' }, { b: 'x' }, 'there is no label a: add LABEL a=…'],
  ['it is empty', { label: 'a' }, { a: ' ' }, 'there is no label a: add LABEL a=…'],
  ['with its value', { label: 'a', value: 'x' }, { a: 'x' }, false],
  ['with another', { label: 'a', value: 'x' }, { a: 'y' }, 'the label a has another value than x'],
  [
    'a name that all objects have',
    { label: 'constructor' },
    {},
    'there is no label constructor: add LABEL constructor=…',
  ],
])('label-missing: %s', (_, options, labels, expected) => {
  expect(ask('label-missing', options, imageSubject({ labels }))).toBe(expected);
});

it.each([
  [{ label: 'a' }, 'label a missing'],
  [{ label: 'a', value: 'x' }, 'label a=x missing'],
])('%j reads %s', (options, words) => expect(labelMissing.describe(options)).toBe(words));
