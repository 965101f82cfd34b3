import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWords } from './read-words.ts';

const words = (script: string) => [...readWords(script)].map(({ kind, text }) => (kind === 'word' ? text : [text]));

describe('readWords', () => {
  it.each<[string, string, readonly (string | readonly string[])[]]>([
    ['nothing', '', []],
    ['blanks', ' \t ', []],
    ['words', 'a  b', ['a', 'b']],
    ['operators', 'a&&b||c;d|e&f', ['a', ['&&'], 'b', ['||'], 'c', [';'], 'd', ['|'], 'e', ['&'], 'f']],
    ['line ends', 'a\nb', ['a', ['\n'], 'b']],
    ['parentheses', '(a)', [['('], 'a', [')']]],
    ['operators in quotes', `'a;b' "c|d"`, ['a;b', 'c|d']],
    ['quotes within a word', `a'b c'"d"e`, ['ab cde']],
    ['an escaped blank', 'a\\ b', ['a b']],
    ['an escaped quote', '"a\\"b" c', ['a\\"b', 'c']],
    ['a backslash in single quotes', `'a\\' b`, ['a\\', 'b']],
    ['a redirection', 'a 2>&1 | b', ['a', '2>&1', ['|'], 'b']],
    ['a quote that is not closed', `a "b; c`, ['a', 'b; c']],
    ['a backslash at the end', 'a\\', ['a']],
  ])('%s', (_, script, expected) => expect(words(script)).toEqual(expected));

  it('ends, and loses nothing but quotes, blanks and backslashes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', ';', '|', '&', '\n', '(') }),
        (script) => {
          const letters = (text: string) => text.replace(/[^a]/g, '').length;
          expect(letters(words(script).flat().join(''))).toBe(letters(script));
        },
      ),
    );
  });
});
