import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { formatPurl, type PurlParts, parsePurl } from './purl.ts';

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

describe('reading package URLs', () => {
  it.each([
    ['pkg:npm/%40angular/core@16.0.0', { type: 'npm', namespace: '@angular', name: 'core', version: '16.0.0' }],
    ['pkg:npm/@angular/core@16.0.0', { type: 'npm', namespace: '@angular', name: 'core', version: '16.0.0' }],
    ['pkg:npm/@angular', { type: 'npm', name: '@angular' }],
    [
      'pkg:golang/github.com/a/b@v1#cmd/x',
      { type: 'golang', namespace: 'github.com/a', name: 'b', version: 'v1', subpath: 'cmd/x' },
    ],
    [
      'PKG:RPM/redhat/a@1-2?Arch=x86_64&epoch=',
      { type: 'rpm', namespace: 'redhat', name: 'a', version: '1-2', qualifiers: { arch: 'x86_64' } },
    ],
    [
      'pkg:deb/debian/a@1:2%2Bb?upstream=b%401%3A2',
      { type: 'deb', namespace: 'debian', name: 'a', version: '1:2+b', qualifiers: { upstream: 'b@1:2' } },
    ],
    ['pkg://npm//a@%zz', { type: 'npm', name: 'a', version: '%zz' }],
  ])('%s', (text, parts) => {
    expect(parsePurl(text)).toEqual({ qualifiers: {}, ...parts });
  });

  it.each(['', 'pkg:', 'pkg:npm', 'pkg:npm/', 'npm/a@1', 'pkg:n pm/a', `pkg:npm/${'a'.repeat(9000)}`])(
    'is none: %s',
    (text) => {
      expect(parsePurl(text)).toBeUndefined();
    },
  );

  it('reads back what is written', () => {
    const part = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[/@]/.test(text));
    fc.assert(
      fc.property(part, part, part, part, (namespace, name, version, arch) => {
        const parts = { type: 'deb', namespace, name, version, qualifiers: { arch } };
        expect(parsePurl(formatPurl(parts))).toEqual(parts);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText(), (text) => void parsePurl(`pkg:${text}`)));
  });
});
