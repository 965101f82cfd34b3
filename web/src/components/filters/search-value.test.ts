import { expect, it } from 'vitest';
import { changeSearch, flag, oneOf, text } from './search-value.ts';

it('reads flags', () => {
  expect([true, 'true', 'false', false, '1', undefined, null].map(flag)).toEqual([
    true,
    true,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it('reads texts, cut to their limit', () => {
  expect(text('openssl')).toBe('openssl');
  expect(text('')).toBeUndefined();
  expect(text(7)).toBeUndefined();
  expect(text('abcdef', 3)).toBe('abc');
});

it('reads one of a list and nothing else', () => {
  expect(oneOf('asc', ['asc', 'desc'])).toBe('asc');
  expect(oneOf('up', ['asc', 'desc'])).toBeUndefined();
});

it('changes what the URL holds, and takes away what becomes empty', () => {
  const change = { q: '', kev: undefined, severity: 'high' };
  expect(changeSearch({ q: 'ssl', kev: true, sort: 'name' }, change)).toEqual({ sort: 'name', severity: 'high' });
});
