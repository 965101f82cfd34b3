import { expect, it } from 'vitest';
import { readAddress } from './read-address.ts';

it.each([
  ['a path', 'registry.example:5000/team', { path: 'registry.example:5000/team' }],
  ['a path that is being typed', 'registry.example/', { path: 'registry.example/' }],
  ['an address', 'https://registry.example/team/', { path: 'registry.example/team', plainHttp: false }],
  ['an address of plain HTTP', ' HTTP://10.0.0.1:5000/ ', { path: '10.0.0.1:5000', plainHttp: true }],
  ['the address of its API', 'https://registry.example/v2/', { path: 'registry.example', plainHttp: false }],
  ['a scheme alone', 'http://', { path: '', plainHttp: true }],
  ['another scheme', 'ftp://registry.example', { path: 'ftp://registry.example' }],
])('reads %s', (_name, text, expected) => {
  expect(readAddress(text)).toEqual(expected);
});
