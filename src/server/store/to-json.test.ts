import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { cleanText, toJson } from './to-json.ts';

describe('toJson', () => {
  it.each([
    ['plain text', { a: ['b', 1, null, true] }, '{"a":["b",1,null,true]}'],
    ['what JSON escapes otherwise', ['\n\t"\\'], '["\\n\\t\\"\\\\"]'],
    ['a backslash before the letter u', ['\\u0000'], '["\\\\u0000"]'],
    ['a control character', ['\u001b'], '["\\u001b"]'],
    ['NUL', ['a\u0000b', { c: '\u0000' }], '["a\uFFFDb",{"c":"\uFFFD"}]'],
    ['a lone surrogate', ['a\ud800'], '["a\uFFFD"]'],
    ['a pair of surrogates', ['\ud83d\ude00'], '["\ud83d\ude00"]'],
    ['NUL in the name of a member', { 'a\u0000': { '\ud800': 'b\u0000' } }, '{"a\uFFFD":{"\uFFFD":"b\uFFFD"}}'],
    ['a date', [new Date(0)], '["1970-01-01T00:00:00.000Z"]'],
  ])('writes %s', (_, value, expected) => {
    expect(toJson(value)).toBe(expected);
  });

  it('writes any text as it is cleaned by itself', () => {
    const text = fc.oneof(anyText(), fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }));
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        expect(JSON.parse(toJson(texts))).toEqual(texts.map(cleanText));
      }),
    );
  });
});
