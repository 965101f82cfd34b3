import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

describe('wrapText', () => {
  it.each([
    ['words that fit', 'one two', 7, 'one two'],
    ['one word too many', 'one two', 6, 'one\ntwo'],
    ['a word that is longer than the line', 'a wonderful b', 5, 'a\nwonderful\nb'],
    ['nothing', '', 5, ''],
  ])('breaks %s', (_, text, columns, expected) => expect(wrapText(text, columns)).toBe(expected));

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/)), fc.integer({ min: 9, max: 40 }), (words, columns) => {
        const lines = wrapText(words.join(' '), columns).split('\n');
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
