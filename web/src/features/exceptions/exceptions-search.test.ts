import { describe, expect, it } from 'vitest';
import { readExceptionsSearch } from './exceptions-search.ts';

describe('readExceptionsSearch', () => {
  it.each([
    [{}, {}],
    [
      { state: 'expired', vulnerability: 'CVE-2026-0001' },
      { state: 'expired', vulnerability: 'CVE-2026-0001' },
    ],
    [{ state: 'ending' }, { state: 'ending' }],
    [{ state: 'gone', vulnerability: ' CVE-2026-0001 ' }, { vulnerability: 'CVE-2026-0001' }],
    [{ vulnerability: ['a'] }, {}],
    [{ vulnerability: ' ' }, {}],
  ])('reads %j', (search, expected) => expect(readExceptionsSearch(search)).toEqual(expected));
});
