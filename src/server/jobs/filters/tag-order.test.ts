import { describe, expect, it } from 'vitest';
import { newestFirst } from './tag-order.ts';

describe('newestFirst by version', () => {
  it.each([
    ['numbers, not letters', ['1.9', '1.10'], ['1.10', '1.9']],
    ['with and without v', ['v2', '1', 'v3'], ['v3', 'v2', '1']],
    ['a release before what led to it', ['1.0-rc1', '1.0'], ['1.0', '1.0-rc1']],
    ['versions before names', ['latest', '0.1', 'main'], ['0.1', 'main', 'latest']],
    ['days', ['2024-01-02', '20240103', '2023.12.31'], ['20240103', '2024-01-02', '2023.12.31']],
    ['leading zeros', ['1.01', '1.2'], ['1.2', '1.01']],
    ['suffixes with what versions must not hold', ['1.2.3_a+b', '1.2.4'], ['1.2.4', '1.2.3_a+b']],
  ])('%s', (_, tags, expected) => {
    const facts = tags.map((tag) => ({ tag }));
    expect(newestFirst(facts, 'version').map(({ tag }) => tag)).toEqual(expected);
  });
});

describe('newestFirst by date', () => {
  it('takes the push before the making of the image, and what has no date first', () => {
    const day = (of: number) => new Date(Date.UTC(2026, 0, of));
    const tags = [
      { tag: 'a', createdAt: day(9), pushedAt: day(1) },
      { tag: 'b', createdAt: day(2) },
      { tag: 'c', createdAt: new Date(0) },
    ];
    expect(newestFirst(tags, 'date').map(({ tag }) => tag)).toEqual(['c', 'b', 'a']);
  });
});
