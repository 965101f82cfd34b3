import { describe, expect, it } from 'vitest';
import type { DistroOfPackages } from './distro-packages.ts';
import { type SystemPackageFacts, systemPackage } from './system-package.ts';

const debian: DistroOfPackages = { ecosystem: 'debian', namespace: 'debian', qualifier: 'debian-12' };
const nowhere: DistroOfPackages = { ecosystem: 'unknown', namespace: undefined, qualifier: undefined };
const facts = (changes: Partial<SystemPackageFacts>): SystemPackageFacts => ({
  type: 'deb',
  name: 'a',
  version: '1-1',
  details: { kind: 'deb' },
  path: 'db',
  ...changes,
});

describe('systemPackage', () => {
  it.each([
    [
      'a deb',
      facts({ name: 'Bash', architecture: 'amd64' }),
      debian,
      'pkg:deb/debian/bash@1-1?arch=amd64&distro=debian-12',
    ],
    [
      'an rpm, whose name keeps its case',
      facts({ type: 'rpm', name: 'NetworkManager' }),
      debian,
      'pkg:rpm/debian/NetworkManager@1-1?distro=debian-12',
    ],
    ['an epoch', facts({ type: 'rpm', epoch: 2 }), nowhere, 'pkg:rpm/a@1-1?epoch=2'],
    ['an epoch of 0', facts({ type: 'rpm', epoch: 0 }), nowhere, 'pkg:rpm/a@1-1'],
    ['no distro', facts({}), nowhere, 'pkg:deb/a@1-1'],
  ])('names %s', (_name, one, distro, purl) => {
    expect(systemPackage(one, distro).purl).toBe(purl);
  });

  it('shows an epoch before the version, and one of 0 not at all', () => {
    expect(systemPackage(facts({ epoch: 2 }), debian).version).toBe('2:1-1');
    expect(systemPackage(facts({ epoch: 0 }), debian).version).toBe('1-1');
  });

  it('says nothing of what the database does not say', () => {
    expect(Object.keys(systemPackage(facts({}), debian)).sort()).toEqual([
      'details',
      'ecosystem',
      'licenses',
      'name',
      'paths',
      'purl',
      'type',
      'version',
    ]);
  });
});
