import { expect, it } from 'vitest';
import { linkWords } from './link-words.ts';

const url = 'https://evil.example/x';

it.each([
  ['words', 'the notes', undefined],
  ['a name with a dot', 'SECURITY.md', undefined],
  ['its own address', url, undefined],
  ['another page of its host', 'https://evil.example', undefined],
  ['another host', 'https://good.example/x', `https://good.example/x (leads to ${url})`],
])('a link that is called by %s', (_name, words, expected) => {
  expect(linkWords({ kind: 'link', url, content: [words] })).toBe(expected);
});
