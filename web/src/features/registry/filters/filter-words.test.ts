import { expect, it } from 'vitest';
import { type ListSearch, readListSearch } from '../list-search.ts';
import { filterWords, moreFilters } from './filter-words.ts';

const wordsOf = (search: ListSearch) => moreFilters.map((field) => filterWords(field, search)).filter(Boolean);

it.each([
  [{}, []],
  [{ package: 'openssl' }, ['Package openssl']],
  [{ endOfLife: 'yes', secrets: 'no' }, ['Support of something in it has ended', 'Secrets none found']],
  [{ endOfLife: '90' }, ['Support ended, or ends in 90 days']],
  [{ epss: 0.1 }, ['EPSS at least 10 %']],
  [{ epss: 0.25 }, ['EPSS at least 0.25']],
] as const)('says what %j filters by', (search, words) => expect(wordsOf(search)).toEqual(words));

it('offers no filter that the URL does not know', () => {
  const values = {
    epss: '0.1',
    endOfLife: 'yes',
    secrets: 'no',
    scannedSince: '2026-01-01',
    scannedBefore: '2026-01-01',
  };
  const search = Object.fromEntries(moreFilters.map(({ name }) => [name, 'x']));
  expect(Object.keys(readListSearch({ ...search, ...values })).sort()).toEqual(
    moreFilters.map(({ name }) => name).sort(),
  );
});
