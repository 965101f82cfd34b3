import { expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './search-params.ts';

it('writes short addresses and reads them back as strings', () => {
  const query = stringifySearch({ severity: 'high', fixable: true, kev: false, text: '', none: undefined, page: 2 });
  expect(query).toBe('?severity=high&fixable=true&page=2');
  expect(parseSearch(query)).toEqual({ severity: 'high', fixable: 'true', page: '2' });
});

it('keeps foreign text whole', () => {
  const text = 'a&b=c d/ü%';
  expect(parseSearch(stringifySearch({ text }))).toEqual({ text });
});

it('writes nothing for an empty search', () => expect(stringifySearch({})).toBe(''));

it('does not fail on broken escapes', () => expect(parseSearch('?text=%E0%A4%A')).toHaveProperty('text'));
