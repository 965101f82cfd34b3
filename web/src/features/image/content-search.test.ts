import { expect, it } from 'vitest';
import { isNarrowed, readContentSearch } from './content-search.ts';

it('reads what it knows and leaves out the rest', () => {
  const search = { q: 'ssl', type: 'deb', severity: 'worst', vulnerable: 'true', sort: 'name', layer: '0' };
  expect(readContentSearch(search)).toEqual({ q: 'ssl', type: 'deb', vulnerable: true, sort: 'name', layer: 0 });
});

it('is narrowed by filters, not by order', () => {
  expect(isNarrowed({ sort: 'name' })).toBe(false);
  expect(isNarrowed({ type: 'npm' })).toBe(true);
});
