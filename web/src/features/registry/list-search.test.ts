import { expect, it } from 'vitest';
import { isNarrowed, readListSearch } from './list-search.ts';

it('reads what it knows and leaves out the rest', () => {
  const search = { q: 'api', severity: 'high', kev: 'true', fixable: 'no', coverage: 'partial', sort: 'odd', x: '1' };
  expect(readListSearch(search)).toEqual({ q: 'api', severity: 'high', kev: true, coverage: 'partial' });
});

it('takes no severity that is no floor', () => expect(readListSearch({ severity: 'unknown' })).toEqual({}));

it('is narrowed by filters, not by order', () => {
  expect(isNarrowed({ sort: 'name' })).toBe(false);
  expect(isNarrowed({ sort: 'name', fixable: true })).toBe(true);
});
