import { describe, expect, it } from 'vitest';
import { listIn } from './list-in.ts';

describe('listIn', () => {
  it.each<[string, unknown, string | undefined, readonly unknown[]]>([
    ['a list', ['a'], undefined, ['a']],
    ['a member', { tags: ['a', 1] }, 'tags', ['a', 1]],
    ['an empty list', { tags: [] }, 'tags', []],
    ['null for none', { tags: null }, 'tags', []],
    ['null alone', null, undefined, []],
  ])('takes %s', (_, body, member, expected) => {
    expect(listIn(body, 'list of tags', member)).toEqual(expected);
  });

  it.each<[string, unknown, string | undefined]>([
    ['an object in place of a list', {}, undefined],
    ['no such member', { error: 'x' }, 'tags'],
    ['a member of another kind', { tags: 'a' }, 'tags'],
    ['a list in place of an object', [], 'tags'],
    ['null in place of an object', null, 'tags'],
    ['nothing', undefined, undefined],
  ])('refuses %s', (_, body, member) => {
    expect(() => listIn(body, 'list of tags', member)).toThrow(/^list of tags: the answer/);
  });
});
