import { expect, it } from 'vitest';
import { commandsFor } from './commands.ts';

const labels = (text: string) => commandsFor(text).map(({ label }) => label);

it('offers every screen before anything is typed', () =>
  expect(labels('')).toEqual([
    'Scan an image now',
    'Registry',
    'Images',
    'Other artifacts',
    'Dashboard',
    'Policies',
    'Compare',
    'Queue',
    'Registry credentials',
    'Advisories',
    'VEX documents',
    'Exceptions',
    'API tokens',
    'Keys',
  ]));

it.each([
  ['queue', 'Queue'],
  ['CRED', 'Registry credentials'],
  ['scans failed', 'Queue'],
])('finds a screen by %s', (text, label) => expect(labels(text)).toContain(label));

it.each([
  ['cve-2026-1000', { vulnerability: 'CVE-2026-1000' }],
  ['GHSA-xxxx-yyyy-zzzz', { vulnerability: 'GHSA-xxxx-yyyy-zzzz' }],
  ['RHSA-2026:1234', { vulnerability: 'RHSA-2026:1234' }],
])('looks for images that have %s', (text, search) =>
  expect(commandsFor(text)[0]?.target).toEqual({ to: '/images', search }),
);

it('looks for anything else as a name and as a package', () =>
  expect(
    commandsFor('openssl')
      .slice(0, 2)
      .map(({ target }) => target),
  ).toEqual([
    { to: '/images', search: { q: 'openssl' } },
    { to: '/images', search: { package: 'openssl' } },
  ]));
