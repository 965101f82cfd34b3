import { describe, expect, it } from 'vitest';
import { scopeWords, untilWords } from './exception-words.ts';

describe('untilWords', () => {
  it.each([
    [{}, ''],
    [{ until: '2027-01-31' }, 'until 2027-01-31'],
    [{ untilFixed: true }, 'until there is a fix'],
    [{ until: '2027-01-31', untilFixed: true }, 'until there is a fix, at most until 2027-01-31'],
  ])('of %j are %j', (terms, words) => expect(untilWords(terms)).toBe(words));
});

describe('scopeWords', () => {
  it.each([
    [{ kind: 'everywhere' }, 'In all images'],
    [{ kind: 'repository', repository: 'team/app' }, 'In repository team/app'],
    [{ kind: 'repository', repository: 'team/*' }, 'In repositories team/*'],
    [{ kind: 'image', image: `sha256:${'0a1b2c3d4e5f'.repeat(5)}` }, 'In image 0a1b2c3d4e5f'],
  ] as const)('of %j are %j', (scope, words) => expect(scopeWords(scope)).toBe(words));
});
