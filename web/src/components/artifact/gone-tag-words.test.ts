import { describe, expect, it } from 'vitest';
import { goneTagsInShort, goneTagWords } from './gone-tag-words.ts';

const since = '2026-11-26T23:59:59.000Z';

describe('what became of a tag', () => {
  it.each([
    ['is gone', { tag: '1.0', since }, '1.0: gone since 2026-11-26'],
    ['names a chart now', { tag: 'latest', since, artifact: 'helm-chart' }, 'latest: Helm chart since 2026-11-26'],
  ] as const)('that %s', (_, tag, words) => {
    expect(goneTagWords(tag)).toBe(words);
  });

  it('is said of the first of several', () => {
    const tags = ['1', '2', '3'].map((tag) => ({ tag, since }));
    expect([goneTagsInShort(tags), goneTagsInShort(tags.slice(1, 2)), goneTagsInShort([]), goneTagsInShort()]).toEqual([
      '1: gone since 2026-11-26 +2',
      '2: gone since 2026-11-26',
      undefined,
      undefined,
    ]);
  });
});
