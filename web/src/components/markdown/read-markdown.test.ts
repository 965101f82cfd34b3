import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeUrl } from '../page/safe-url.ts';
import type { Block } from './markdown-tree.ts';
import { readMarkdown } from './read-markdown.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', content: [text] });
const heading = (text: string): Block => ({ kind: 'heading', content: [text] });
const code = (text: string): Block => ({ kind: 'code', text });

const emphasis = (text: string) => ({ kind: 'emphasis', content: [text] }) as const;
const inlineCode = (text: string): Block => ({ kind: 'paragraph', content: [{ kind: 'code', text }] });

const rows: readonly (readonly [name: string, text: string, expected: readonly Block[]])[] = [
  ['nothing', ' \n\n', []],
  ['paragraphs', 'a\nb\n\nc', [paragraph('a b'), paragraph('c')]],
  ['lines of Windows', 'a\r\n\r\nb', [paragraph('a'), paragraph('b')]],
  ['headings', '# a\n### b ###\nc', [heading('a'), heading('b'), paragraph('c')]],
  ['a heading that is underlined', 'Impact\n======\ntext', [heading('Impact'), paragraph('text')]],
  ['a number sign that heads nothing', '#1234 is fixed', [paragraph('#1234 is fixed')]],
  ['a block of code', '```js\na\n\n  b\n```\nc', [code('a\n\n  b'), paragraph('c')]],
  ['a block of code that nothing ends', '~~~\na', [code('a')]],
  ['a block of code with marks in it', '````\n```\n# a\n````', [code('```\n# a')]],
  ['code that is indented', 'a\n\n    b\n\n      c\n\nd', [paragraph('a'), code('b\n\n  c'), paragraph('d')]],
  ['a paragraph that goes on, indented', 'a\n    b', [paragraph('a b')]],
  ['a rule', 'a\n\n* * *\nb', [paragraph('a'), { kind: 'rule' }, paragraph('b')]],
  ['a quote', '> a\n>\n> b', [{ kind: 'quote', blocks: [paragraph('a'), paragraph('b')] }]],
  ['a list', '- a\n  goes on\n- b', [{ kind: 'list', items: [[paragraph('a goes on')], [paragraph('b')]] }]],
  ['a list with room between', '* a\n\n* b', [{ kind: 'list', items: [[paragraph('a')], [paragraph('b')]] }]],
  ['a list that is numbered', '3. a\n4. b', [{ kind: 'list', start: 3, items: [[paragraph('a')], [paragraph('b')]] }]],
  [
    'a list in a list',
    '- a\n  - b\n\n    c\n- d',
    [
      {
        kind: 'list',
        items: [[paragraph('a'), { kind: 'list', items: [[paragraph('b'), paragraph('c')]] }], [paragraph('d')]],
      },
    ],
  ],
  ['code in a list', '1. a\n   ```\n   b\n   ```', [{ kind: 'list', start: 1, items: [[paragraph('a'), code('b')]] }]],
  ['what comes after a list', '- a\n\nb', [{ kind: 'list', items: [[paragraph('a')]] }, paragraph('b')]],
  ['a list right below a paragraph', 'a\n- b', [paragraph('a'), { kind: 'list', items: [[paragraph('b')]] }]],
  ['a year at the start of a line', 'in\n2024. It', [paragraph('in 2024. It')]],
  ['an item with nothing in it', '-\n- a', [{ kind: 'list', items: [[], [paragraph('a')]] }]],
  [
    'a table',
    '| a | b |\n|:--|---|\n| 1 | x\\|y |\nend',
    [
      {
        kind: 'table',
        rows: [
          [['a'], ['b']],
          [['1'], ['x|y']],
        ],
      },
      paragraph('end'),
    ],
  ],
  ['a bar in a sentence', 'a | b\nc', [paragraph('a | b c')]],
  [
    'an address that is given apart',
    'See [notes].\n\n[notes]: https://example.org/n "Notes"',
    [
      {
        kind: 'paragraph',
        content: ['See ', { kind: 'link', url: 'https://example.org/n', content: ['notes'] }, '.'],
      },
    ],
  ],
  ['a comment of several lines', 'a\n\n<!-- b\n\n# c\n-->\nd', [paragraph('a'), paragraph('d')]],
  ['a comment right below a paragraph', 'a\n<!--\nb\n\nc -->\nd', [paragraph('a'), paragraph('d')]],
  ['what stands behind a comment', '<!-- a\nb --> *c*', [{ kind: 'paragraph', content: [emphasis('c')] }]],
  ['a comment in a line', 'a<!-- b --> c', [paragraph('a c')]],
  ['comments that are empty', 'a<!---->b<!-->c\n\n<!--->\nd', [paragraph('abc'), paragraph('d')]],
  [
    'a comment in a list',
    '- a\n  <!-- b\n\n  c -->\n- d',
    [{ kind: 'list', items: [[paragraph('a')], [paragraph('d')]] }],
  ],
  ['a comment that does not end', '<!-- a\n\nb', [paragraph('<!-- a'), paragraph('b')]],
  ['an end of a comment that nothing begins', 'a --> b', [paragraph('a --> b')]],
  ['a comment in code', '```\n<!-- a -->\n```\n`<!-- b -->`', [code('<!-- a -->'), inlineCode('<!-- b -->')]],
  ['words in brackets that only look like that', '[NOTE]: read it', [paragraph('[NOTE]: read it')]],
];

/** What Markdown is made of. */
const pieces = [
  '*',
  '**',
  '_',
  '`',
  '```',
  '~~~',
  '[',
  '![',
  ']',
  '](',
  ')',
  '<',
  '>',
  '# ',
  '- ',
  '1. ',
  '|',
  '|-|',
  '\n',
  '\n\n',
  '    ',
  '\\',
  '&#',
  'http://',
  'https://a.b',
  '<!--',
  '-->',
  '[a]: http://b',
  'word',
  ' ',
  '\t',
  '=',
  '---',
  '\u0000',
  '\uD800',
  '\u202E',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 })
  .map((all) => all.join(''));

interface Node {
  readonly kind?: string;
  readonly url?: string;
  readonly [more: string]: unknown;
}

/** All nodes at any depth, and how deep they lie. */
function nodesOf(value: unknown, depth = 0): readonly { readonly node: Node; readonly depth: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((one) => nodesOf(one, depth + 1));
  return Array.isArray(value) ? inner : [{ node: value as Node, depth }, ...inner];
}

describe('Markdown', () => {
  it.each(rows)('%s', (_name, text, expected) => expect(readMarkdown(text)).toEqual(expected));

  it('of any kind is read, only so deep, and leads nowhere but to http and https', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const { node, depth } of nodesOf(readMarkdown(text))) {
          expect(depth).toBeLessThan(60);
          if (node.kind === 'link') expect(isSafeUrl(node.url ?? '')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('without marks loses nothing', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, (all) => {
        expect(readMarkdown(all.join(' '))).toEqual([paragraph(all.join(' '))]);
      }),
    );
  });

  it('that is too long ends with a word of that', () => {
    expect(readMarkdown('a\n\n'.repeat(50_000)).at(-1)).toEqual(paragraph('… and more'));
  });
});
