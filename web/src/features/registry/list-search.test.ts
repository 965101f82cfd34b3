import { expect, it } from 'vitest';
import { isNarrowed, readListSearch, sortChange, toFilters } from './list-search.ts';

it('reads what it knows and leaves out the rest', () => {
  const search = { q: 'api', severity: 'high', kev: 'true', fixable: 'no', coverage: 'partial', sort: 'odd', x: '1' };
  expect(readListSearch(search)).toEqual({ q: 'api', severity: 'high', kev: true, coverage: 'partial' });
});

it('takes no severity that is no floor', () => expect(readListSearch({ severity: 'unknown' })).toEqual({}));

it('is narrowed by filters, not by order', () => {
  expect(isNarrowed({ sort: 'name' })).toBe(false);
  expect(isNarrowed({ sort: 'name', fixable: true })).toBe(true);
});

it('gives the API answers as booleans and days as times', () => {
  const search = readListSearch({
    endOfLife: 'yes',
    secrets: 'no',
    epss: '0.1',
    scannedSince: '2026-05-01',
    sort: 'risk',
  });
  expect(toFilters(search)).toEqual({
    endOfLife: true,
    secrets: false,
    epss: 0.1,
    scannedSince: '2026-05-01T00:00:00Z',
  });
});

it('knows what policies come to, and one that is violated', () => {
  const search = readListSearch({ policy: 'fail', policyId: 'p1', sort: 'policy' });
  expect(toFilters(search)).toEqual({ policy: 'fail', policyId: 'p1' });
});

it.each([
  ['policy', 'broken'],
  ['epss', '7'],
  ['epss', 'many'],
  ['scannedSince', '2026-99-99'],
  ['scannedSince', 'yesterday'],
  ['endOfLife', 'maybe'],
  ['reverse', '1'],
])('leaves out %s=%s', (name, value) => expect(readListSearch({ [name]: value })).toEqual({}));

it.each([
  [{}, 'risk', { sort: 'risk', reverse: undefined }],
  [{}, 'worst', { sort: 'worst', reverse: true }],
  [{ sort: 'risk' }, 'risk', { sort: 'risk', reverse: true }],
  [{ sort: 'risk', reverse: true }, 'risk', { sort: 'risk', reverse: undefined }],
  [{ sort: 'risk', reverse: true }, 'name', { sort: 'name', reverse: undefined }],
] as const)('from %j a click on %s leads to %j', (search, by, change) =>
  expect(sortChange(search, by)).toEqual(change),
);

it.each([
  ['no', { endOfLife: false }],
  ['90', { endOfLifeWithin: 90 }],
  [365, { endOfLifeWithin: 365 }],
  [12, {}],
])('asks for support that ends: %s', (endOfLife, filters) =>
  expect(toFilters(readListSearch({ endOfLife }))).toEqual(filters),
);
