import { describe, expect, it } from 'vitest';
import { imageCondition } from './condition-kind.ts';
import { optionLimits, parseOptions } from './parse-options.ts';

const words = { label: '', help: '' };
const kind = imageCondition({
  name: 'x',
  displayName: 'X',
  description: '',
  fields: [
    { name: 'text', ...words, kind: 'text', optional: true },
    { name: 'day', ...words, kind: 'date', optional: true },
    { name: 'on', ...words, kind: 'switch', optional: true },
    { name: 'count', ...words, kind: 'number', minimum: 1, maximum: 10, optional: true },
    { name: 'one', ...words, kind: 'choice', choices: ['a', 'b'], optional: true },
    { name: 'some', ...words, kind: 'list', choices: ['a', 'b'], optional: true },
    { name: 'any', ...words, kind: 'list', optional: true },
  ],
  check: ({ text }) => (text === 'odd' ? 'is odd' : undefined),
  describe: () => 'x',
  violates: () => false,
});
const plain = imageCondition({ ...kind, fields: [] });

describe('parseOptions', () => {
  it.each<[string, unknown, object]>([
    ['nothing', undefined, {}],
    ['an empty object', {}, {}],
    ['a text, trimmed', { text: ' t ' }, { text: 't' }],
    ['a day', { day: '2024-02-29' }, { day: '2024-02-29' }],
    ['false', { on: false }, { on: false }],
    ['the least number', { count: 1 }, { count: 1 }],
    ['the greatest number', { count: 10 }, { count: 10 }],
    ['a choice', { one: 'b' }, { one: 'b' }],
    ['some choices, each once', { some: ['b', 'a', 'b'] }, { some: ['b', 'a'] }],
    ['any texts', { any: ['x y', ' z'] }, { any: ['x y', 'z'] }],
    ['null for what is left out', { text: null }, {}],
  ])('takes %s', (_, json, expected) => expect(parseOptions(json, kind)).toEqual(expected));

  it.each<[string, unknown, RegExp]>([
    ['a list', [], /"options" must be an object/],
    ['an empty text', { text: ' ' }, /"text" is not as it must be: a text of at most 512/],
    ['a long text', { text: 'x'.repeat(optionLimits.characters + 1) }, /"text" is not/],
    ['a number for a text', { text: 1 }, /"text" is not/],
    ['a day that does not exist', { day: '2026-02-30' }, /"day" is not as it must be: a day, as in/],
    ['a time', { day: '2026-02-01T00:00:00Z' }, /"day" is not/],
    ['a word for a switch', { on: 'true' }, /"on" is not as it must be: true or false/],
    ['a number that is too small', { count: 0 }, /"count" is not as it must be: a number from 1 to 10/],
    ['a number that is too large', { count: 11 }, /"count" is not/],
    ['no number', { count: Number.NaN }, /"count" is not/],
    ['digits', { count: '5' }, /"count" is not/],
    ['no choice', { one: 'c' }, /"one" is not as it must be: one of a, b/],
    ['an empty list', { some: [] }, /"some" is not as it must be: a list of some of a, b/],
    ['a list of others', { some: ['a', 'c'] }, /"some" is not/],
    ['a text for a list', { any: 'a' }, /"any" is not as it must be: a list of 1 to 1024 texts/],
    ['a long list', { any: Array(optionLimits.entries + 1).fill('a') }, /"any" is not/],
    ['another name', { texts: 'a' }, /"texts" is none of its options: text, day/],
    ['what does not go together', { text: 'odd' }, /^it is odd$/],
  ])('refuses %s', (_, json, message) => expect(() => parseOptions(json, kind)).toThrow(message));

  it('says that there are no options', () => {
    expect(() => parseOptions({ a: 1 }, plain)).toThrow('"a" is none of its options: it has none');
  });
});
