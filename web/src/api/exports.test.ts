import { expect, it } from 'vitest';
import { exportUrl } from './exports.ts';

it.each([
  ['images', 'csv', {}, '/api/v1/exports/images?format=csv'],
  [
    'images',
    'json',
    { q: 'a&b', kev: true, endOfLife: false, severity: undefined, sort: 'risk', reverse: true },
    '/api/v1/exports/images?format=json&q=a%26b&kev=true&endOfLife=false&sort=risk&reverse=true',
  ],
  [
    'findings',
    'ndjson',
    { package: 'openssl', sort: 'risk' },
    '/api/v1/exports/findings?format=ndjson&package=openssl',
  ],
] as const)('%s as %s of %j', (kind, format, filters, url) => expect(exportUrl(kind, format, filters)).toBe(url));
