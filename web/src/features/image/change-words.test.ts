import { expect, it } from 'vitest';
import { attackedWords, packageChangeWords } from './change-words.ts';

it.each([
  [{ added: 0, removed: 0, changed: 0 }, 'the same'],
  [{ added: 1, removed: 0, changed: 1200 }, '1,200 in another version, 1 new'],
  [{ added: 0, removed: 2, changed: 0 }, '2 gone'],
])('says what became of packages: %j', (packages, words) => expect(packageChangeWords(packages)).toBe(words));

it.each([
  [0, undefined],
  [1, '1 finding is known to be attacked since.'],
  [2, '2 findings are known to be attacked since.'],
])('says that %s became known to be attacked', (count, words) => expect(attackedWords(count)).toBe(words));
