import { expect, it } from 'vitest';
import { readCompareSearch } from './compare-search.ts';

it('reads two images and which findings to show', () => {
  const search = { from: 'registry.example/app:1', to: 'registry.example/app:2', show: 'added' };
  expect(readCompareSearch({ ...search, other: 'x' })).toEqual(search);
});

it('leaves out what it does not know', () => expect(readCompareSearch({ from: '', to: 7, show: 'all' })).toEqual({}));
