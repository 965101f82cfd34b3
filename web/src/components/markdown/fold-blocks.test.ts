import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldBlocks } from './fold-blocks.ts';
import { readMarkdown } from './read-markdown.ts';

const fold = (text: string) => foldBlocks(readMarkdown(text), 20);

describe('a text that is folded', () => {
  it.each([
    ['a short one', 'a few words'],
    ['one that is only a little longer', 'a few words and more'],
  ])('is whole where it is short: %s', (_name, text) => {
    expect(fold(text)).toEqual({ blocks: readMarkdown(text), isAll: true });
  });

  it.each([
    ['a paragraph at a space', 'one two three four five six seven', 'one two three four …'],
    ['what has no spaces', 'x'.repeat(50), `${'x'.repeat(20)} …`],
    ['what comes after the beginning', 'one two\n\nthree four five\n\nsix seven eight', 'one two\n\nthree four …'],
    ['a list', '- one two\n- three four five\n- six seven eight', '- one two\n- three four …'],
    ['a quote', '> one two three four five six seven', '> one two three four …'],
    ['code', '```\none two three four five six seven\n```', '```\none two three four …\n```'],
    ['a link', '[one two three four five six seven](http://a.b)', '[one two three four …](http://a.b)'],
  ])('ends early: %s', (_name, text, expected) => {
    expect(fold(text)).toEqual({ blocks: readMarkdown(expected), isAll: false });
  });

  it('is never longer than it was', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const { blocks, isAll } = fold(text);
        expect(isAll || blocks.length <= readMarkdown(text).length).toBe(true);
      }),
    );
  });
});
