import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { escapeMarkup } from './markup.ts';

describe('escapeMarkup', () => {
  it.each([
    ['markup', `<a href="x" title='y'>&amp;</a>`, '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;'],
    ['the end of a CDATA section', ']]>', ']]&gt;'],
    ['controls', 'a\u0000b\u001b[31m\tc\nd', 'a\ufffdb\ufffd[31m\tc\nd'],
    ['half of a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['text that runs the other way', 'a\u202eb', 'a\ufffdb'],
  ])('%s', (_, text, escaped) => {
    expect(escapeMarkup(text)).toBe(escaped);
  });

  it('leaves nothing that markup could begin with', () => {
    fc.assert(fc.property(anyText(), (text) => !/[<>"']/.test(escapeMarkup(text))));
  });
});
