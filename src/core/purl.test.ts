import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import { formatPurl, type PurlParts } from './purl.ts';

const rows: readonly [name: string, parts: PurlParts, text: string][] = [
  [
    'plus in a version',
    { type: 'deb', namespace: 'debian', name: 'libstdc++6', version: '12.2.0-14+deb12u1' },
    'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1',
  ],
  ['npm scope', { type: 'npm', namespace: '@babel', name: 'core', version: '7.0.0' }, 'pkg:npm/%40babel/core@7.0.0'],
  [
    'qualifiers sorted, empty ones left out',
    {
      type: 'rpm',
      namespace: 'almalinux',
      name: 'bash',
      version: '5.1-9.el9',
      qualifiers: { epoch: '1', arch: 'x86_64', distro: '', gone: undefined },
    },
    'pkg:rpm/almalinux/bash@5.1-9.el9?arch=x86_64&epoch=1',
  ],
  [
    'epoch colon stays',
    { type: 'deb', namespace: 'debian', name: 'zlib1g', version: '1:1.2.13' },
    'pkg:deb/debian/zlib1g@1:1.2.13',
  ],
  ['slash in a name', { type: 'generic', name: 'a/b', version: '1' }, 'pkg:generic/a%2Fb@1'],
  ['no version', { type: 'apk', namespace: 'alpine', name: 'musl' }, 'pkg:apk/alpine/musl'],
  [
    'subpath',
    { type: 'generic', namespace: 'github.com/a', name: 'b', version: 'v1', subpath: 'x/y' },
    'pkg:generic/github.com/a/b@v1#x/y',
  ],
];

describe('formatPurl', () => {
  it.each(rows)('%s', (_, parts, text) => {
    expect(formatPurl(parts)).toBe(text);
  });

  it.each(rows)('%s: an independent reader gets the parts back', (_, parts) => {
    const read = PackageURL.fromString(formatPurl(parts));
    expect([read.type, read.namespace, read.name, read.version]).toEqual([
      parts.type,
      parts.namespace,
      parts.name,
      parts.version,
    ]);
  });

  it('text that is not well-formed Unicode does not throw', () => {
    expect(formatPurl({ type: 'npm', name: 'a\ud800b' })).toBe('pkg:npm/a%EF%BF%BDb');
  });
});
