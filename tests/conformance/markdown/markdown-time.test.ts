import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { readMarkdown } from '../../../web/src/components/markdown/read-markdown.ts';

const length = 100_000;

/** What is read again and again by a reader that looks for the end of each thing that begins. */
const repeated: readonly (readonly string[])[] = [
  ['*', '**', '_', '*a ', '*a_', '**a__', '*a **b ', '`', '`a', '``a`', '~~a~~', '[*_', '*[', '&', '&#', '\\', 'h'],
  [
    '[',
    '![',
    '](',
    '[](',
    '[a]',
    '[a](',
    '[a](b',
    '[a](b "',
    '[a](b (',
    '[a]( ',
    '](](a)',
    '[a](http://b)',
    '![a](b)[',
  ],
  [
    '<',
    '<!--',
    '<!--\n',
    '-->\n',
    '<!-- -->',
    '<!--\n\n-->\n',
    '- <!--\n',
    '<p>',
    '<http://',
    'http://',
    'https://a)',
    '\n',
    '\n\n',
    'a  \n',
    'a\n=',
    '    a\n',
    '[a]: http://a\n',
  ],
  ['# ', '> ', '> - ', '- ', '- a\n', '- a\n  ', '1. ', '* * ', '|', 'a|b\n-|-\n', '```\n', '~~~\n', '---\n'],
];

const nested: readonly (readonly [name: string, text: string])[] = [
  ['backticks, one more each time', Array.from({ length: 440 }, (_, count) => '`'.repeat(count + 1)).join('a')],
  ['marks within marks', '*a_'.repeat(length / 6) + '_*'.repeat(length / 6)],
  ['brackets within brackets', '['.repeat(length / 3) + '](http://a)'.repeat(length / 15)],
  ['lists within lists', Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
  ['a fence that is none', `${'~'.repeat(length)}\``],
  ['a heading of spaces', `# ${' '.repeat(length)}#x`],
];

/** Advisories may say anything, and whoever opens one waits for the reader. */
describe('Markdown is read in a time that grows with its length', () => {
  it.each([
    ...repeated.flat().map((piece) => [JSON.stringify(piece), piece.repeat(length / piece.length)] as const),
    ...nested,
  ])('%s', (_name, text) => {
    const before = cpuTimeMs();
    readMarkdown(text);
    // A tenth of a second at most; what is quadratic takes minutes.
    expect(cpuTimeMs() - before).toBeLessThan(4_000);
  });
});
