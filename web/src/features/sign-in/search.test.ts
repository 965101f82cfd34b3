import { expect, it } from 'vitest';
import { readSignInSearch } from './search.ts';

it.each([
  ['/images?severity=high', { next: '/images?severity=high' }],
  ['https://elsewhere.example/', {}],
  ['//elsewhere.example', {}],
  ['/\\elsewhere.example', {}],
  ['/sign-in', {}],
  ['', {}],
  [undefined, {}],
])('after signing in, next=%j leads to %j', (next, search) => expect(readSignInSearch({ next })).toEqual(search));
