import { describe, expect, it } from 'vitest';
import type { Inline } from './markdown-tree.ts';
import { readInlines } from './read-inlines.ts';

const link = (url: string, ...content: readonly Inline[]): Inline => ({ kind: 'link', url, content });
const code = (text: string): Inline => ({ kind: 'code', text });
const strong = (...content: readonly Inline[]): Inline => ({ kind: 'strong', content });
const emphasis = (...content: readonly Inline[]): Inline => ({ kind: 'emphasis', content });
const span = (...content: readonly Inline[]): Inline => ({ kind: 'span', content });
const lineBreak: Inline = { kind: 'break' };
const url = 'https://example.org/a';

describe('what a line of Markdown comes to', () => {
  it.each<readonly [name: string, text: string, expected: readonly Inline[]]>([
    ['plain text', 'A flaw in v1.2 & later.', ['A flaw in v1.2 & later.']],
    ['code', 'call `free()` twice', ['call ', code('free()'), ' twice']],
    ['code with a backtick in it', '`` a`b ``', [code('a`b')]],
    ['a backtick that nothing closes', 'it`s', ['it`s']],
    ['marks in code', '`**kwargs`', [code('**kwargs')]],
    ['strong and emphasis', '**a** and *b* and _c_', [strong('a'), ' and ', emphasis('b'), ' and ', emphasis('c')]],
    ['both at once', '***a***', [strong(emphasis('a'))]],
    ['one in the other', '**a *b* c**', [strong('a ', emphasis('b'), ' c')]],
    ['what is struck out', 'x ~~no~~ y', ['x ', { kind: 'deleted', content: ['no'] }, ' y']],
    ['strong words right before a word', '**Note:**read', [strong('Note:'), 'read']],
    ['names with underscores', 'set_user_id and __init__.py', ['set_user_id and __init__.py']],
    ['globs and products', 'versions 1.*, 2.* and a*b*c', ['versions 1.*, 2.* and a*b*c']],
    ['a mark that nothing closes', 'f(**kwargs), char *p', ['f(**kwargs), char *p']],
    ['marks that cross', '*a **b* c**', [emphasis('a **b'), ' c**']],
    ['a link', `see [the notes](${url}).`, ['see ', link(url, 'the notes'), '.']],
    ['a link with a title', `[a](${url} "A title")`, [link(url, 'a')]],
    ['a link with parentheses', '[a](https://e.org/x_(y))', [link('https://e.org/x_(y)', 'a')]],
    ['code in a link', `[\`a\`](${url})`, [link(url, code('a'))]],
    ['no link within a link', `[a [b](${url}) c](${url})`, ['[a ', link(url, 'b'), ` c](`, link(url, url), ')']],
    ['a script for an address', '[a](javascript:alert(1))', [span('a')]],
    ['data for an address', '[a](data:text/html,x)', [span('a')]],
    ['an address with a password in it', '[a](https://me:secret@example.org)', [span('a')]],
    ['a picture', `![a graph](${url})`, [link(url, 'a graph')]],
    ['a picture without words', `![](${url})`, [link(url, 'picture')]],
    ['a picture in a link', `[![badge](${url})](https://b.org)`, [link('https://b.org', span('badge'))]],
    ['an address as it is', `see ${url}, or (${url}).`, ['see ', link(url, url), ', or (', link(url, url), ').']],
    ['an address between marks', `**${url}**`, [strong(link(url, url))]],
    ['an address in pointed brackets', `<${url}>`, [link(url, url)]],
    ['what only looks like an address', 'xhttps://a and https://', ['xhttps://a and https://']],
    ['an escape', '\\*not\\* C:\\dir', ['*not* C:\\dir']],
    ['an entity', '&lt;b&gt; &#65;&#x42; &#0; &what;', ['<b> AB \uFFFD &what;']],
    ['a script stays text', '<script>alert(1)</script>', ['<script>alert(1)</script>']],
    ['a tag with attributes stays text', '<b onclick=x>a</b>', ['<b onclick=x>a']],
    ['tags that only format go', '<b>a</b> H<sub>2</sub>O<br/>b', ['a H2O', lineBreak, 'b']],
    ['lines go on', 'a\nb', ['a b']],
    ['lines that are broken', 'a  \nb\\\nc', ['a  ', lineBreak, 'b', lineBreak, 'c']],
    ['a bracket alone', 'array[0] and ]', ['array[0] and ]']],
  ])('%s', (_name, text, expected) => expect(readInlines(text)).toEqual(expected));

  it.each([
    ['by its label', '[the notes][1]'],
    ['by its own words', '[the notes]'],
    ['by its own words, with empty brackets', '[The Notes][]'],
  ])('leads to an address that is given apart, %s', (_name, text) => {
    const definitions = new Map([
      ['1', url],
      ['the notes', url],
    ]);
    expect(readInlines(text, definitions)).toMatchObject([{ kind: 'link', url }]);
  });

  it('goes only so deep: what is deeper is text', () => {
    const deep = readInlines(`${'*a _b '.repeat(10)}x${'_ *'.repeat(10).replaceAll(' ', '')}`);
    expect(JSON.stringify(deep).split('content').length).toBeLessThan(12);
    expect(JSON.stringify(deep)).toContain('x');
  });
});
