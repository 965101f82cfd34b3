import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalImage, readFiles, sharedImage } from '#tests/support/open-shared-image.ts';
import { missing, missingShared } from '#tests/support/requirements.ts';
import { bookworm, runCataloger } from '#tests/support/run-cataloger.ts';
import { dpkg } from './dpkg.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-dpkg-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What dpkg-query says of a database, less the packages of which only configuration files are left. */
function dpkgQuery(status: string | Buffer): string[] {
  const admin = mkdtempSync(join(directory, 'admin-'));
  mkdirSync(join(admin, 'info'));
  mkdirSync(join(admin, 'updates'));
  writeFileSync(join(admin, 'status'), status);
  const fields = ['Package', 'Architecture', 'Version', 'source:Package', 'source:Version', 'db:Status-Status'];
  const format = `${fields.map((field) => `\${${field}}`).join('\t')}\n`;
  return execFileSync('dpkg-query', [`--admindir=${admin}`, '-W', `-f=${format}`], { maxBuffer: 64 << 20 })
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith('\tconfig-files'))
    .map((line) => line.slice(0, line.lastIndexOf('\t')))
    .sort();
}

async function ours(status: string | Buffer): Promise<string[]> {
  const { packages, problems } = await runCataloger(dpkg, { 'var/lib/dpkg/status': status }, bookworm);
  expect(problems).toEqual([]);
  return packages
    .map((one) => [one.name, one.architecture, one.version, one.source?.name, one.source?.version].join('\t'))
    .sort();
}

const entry = (name: string, fields: string) =>
  `Package: ${name}\n${fields}\nMaintainer: M <m@example.org>\nDescription: x\n y\n\n`;

const states = [
  entry(
    'installed',
    'Status: install ok installed\nArchitecture: amd64\nVersion: 1:1.0-1+b2\nSource: made-from (1:1.0-1)',
  ),
  entry('held', 'Status: hold ok installed\nArchitecture: all\nVersion: 2.0'),
  entry('unpacked', 'Status: install ok unpacked\nArchitecture: amd64\nVersion: 3.0~rc1-1\nSource: other'),
  entry('half-configured', 'Status: install ok half-configured\nArchitecture: amd64\nVersion: 4.0'),
  entry('half-installed', 'Status: install reinstreq half-installed\nArchitecture: amd64\nVersion: 5.0'),
  entry('awaiting', 'Status: install ok triggers-awaited\nArchitecture: amd64\nVersion: 6.0\nTriggers-Awaited: held'),
  entry('leaving', 'Status: deinstall ok installed\nArchitecture: amd64\nVersion: 7.0'),
  entry('removed', 'Status: deinstall ok config-files\nArchitecture: amd64\nVersion: 8.0'),
  entry('purged', 'Status: purge ok not-installed\nArchitecture: amd64'),
  entry('libc6', 'Status: install ok installed\nArchitecture: amd64\nMulti-Arch: same\nVersion: 2.36-9\nSource: glibc'),
  entry('libc6', 'Status: install ok installed\nArchitecture: i386\nMulti-Arch: same\nVersion: 2.36-9\nSource: glibc'),
].join('');

describe.skipIf(missing('dpkg-query'))('lists what dpkg-query lists [needs dpkg-query]', () => {
  it('of every state, of rebuilds and of two architectures', async () => {
    const expected = dpkgQuery(states);
    expect(expected).toHaveLength(9);
    expect(await ours(states)).toEqual(expected);
  });

  it.skipIf(!existsSync('/var/lib/dpkg/status'))('of this machine [needs a Debian machine]', async () => {
    const status = readFileSync('/var/lib/dpkg/status');
    const expected = dpkgQuery(status);
    expect(expected.length).toBeGreaterThan(50);
    expect(await ours(status)).toEqual(expected);
  });

  it.skipIf(missingShared('images')).each([
    ['debian-bookworm_12.15-main.oci.tar', 96],
    ['debian-bookworm_12.15-sec.oci.tar', 96],
    ['trixie-multi_v1.oci.tar', undefined],
    ['trixie-multi_v2.oci.tar', undefined],
    ['trixie-multi_v3.oci.tar', undefined],
    ['trixie-multi_v4.oci.tar', undefined],
  ])('of %s [needs ../shared/images]', async (file, count) => {
    const image = await openLocalImage(sharedImage(file), directory);
    const files = await readFiles(image, (path) => path === 'var/lib/dpkg/status');
    await image.close();
    const status = files.get('var/lib/dpkg/status') ?? '';
    const expected = dpkgQuery(status);
    expect(expected.length).toBe(count ?? expected.length);
    expect(expected.length).toBeGreaterThan(50);
    expect(await ours(status)).toEqual(expected);
  });
});

describe('dpkg', () => {
  it('writes purls that the reference implementation reads back', async () => {
    const { packages } = await runCataloger(dpkg, { 'var/lib/dpkg/status': states }, bookworm);
    const purls = packages.map(({ purl }) => purl);
    expect(purls).toContain('pkg:deb/debian/libc6@2.36-9?arch=i386&distro=debian-12');
    expect(purls).toContain('pkg:deb/debian/installed@1:1.0-1%2Bb2?arch=amd64&distro=debian-12');
    for (const one of packages) {
      const read = PackageURL.fromString(one.purl);
      expect([read.type, read.namespace, read.name, read.version]).toEqual(['deb', 'debian', one.name, one.version]);
      expect({ ...read.qualifiers }).toEqual({ arch: one.architecture, distro: 'debian-12' });
    }
    expect(new Set(purls).size).toBe(packages.length);
  });

  it('opens the databases, lists of files and copyright files, and nothing else', async () => {
    const status = 'Package: a\nVersion: 1\n';
    const { opened, packages, problems } = await runCataloger(
      dpkg,
      {
        'var/lib/dpkg/status': `${status}\n`,
        'var/lib/dpkg/status-old': status,
        'var/lib/dpkg/status.d/b': 'Package: b\nVersion: 2',
        'var/lib/dpkg/status.d/b.md5sums': 'd41d8cd98f00b204e9800998ecf8427e  x',
        'var/lib/dpkg/status.d/sub/c': status,
        'var/lib/dpkg/info/a.list': '/.\n/usr\n/usr/bin\n/usr/bin/a\n',
        'var/lib/dpkg/info/a.md5sums': 'd41d8cd98f00b204e9800998ecf8427e  usr/bin/a',
        'var/lib/dpkg/info/a.postinst': '#!/bin/sh',
        'var/lib/dpkg/diversions': '',
        'var/lib/dpkg/available': status,
        'usr/share/doc/a/copyright': 'x',
        'usr/share/doc/a/changelog.gz': 'x',
        'usr/share/doc/a/b/copyright': 'x',
        'usr/share/doc/copyright': 'x',
        'srv/var/lib/dpkg/status': status,
      },
      bookworm,
    );
    expect(opened).toEqual([
      'var/lib/dpkg/status',
      'var/lib/dpkg/status.d/b',
      'var/lib/dpkg/status.d/b.md5sums',
      'var/lib/dpkg/info/a.list',
      'var/lib/dpkg/diversions',
      'usr/share/doc/a/copyright',
    ]);
    expect(packages.map(({ name, files }) => [name, ...(files ?? [])])).toEqual([
      ['a', 'usr/bin/a'],
      ['b', 'x'],
    ]);
    expect(problems).toEqual([]);
  });

  it('makes one package of two entries, with both places', async () => {
    const files = {
      'var/lib/dpkg/status': 'Package: a\nVersion: 1\n',
      'var/lib/dpkg/status.d/a': 'Package: a\nVersion: 1\n',
    };
    const { packages } = await runCataloger(dpkg, files, bookworm);
    expect(packages.map(({ paths }) => paths)).toEqual([['var/lib/dpkg/status', 'var/lib/dpkg/status.d/a']]);
  });

  it('takes licences from the copyright file of the package, or of another built from the same source', async () => {
    const status = ['gcc-12-base', 'libgcc-s1', 'other']
      .map((name) => `Package: ${name}\nVersion: 12-1\n${name === 'other' ? '' : 'Source: gcc-12\n'}\n`)
      .join('');
    const copyright = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nLicense: GPL-3+\n';
    const { packages } = await runCataloger(
      dpkg,
      { 'var/lib/dpkg/status': status, 'usr/share/doc/gcc-12-base/copyright': copyright },
      bookworm,
    );
    expect(packages.map(({ name, licenses }) => [name, licenses])).toEqual([
      ['gcc-12-base', ['GPL-3.0-or-later']],
      ['libgcc-s1', ['GPL-3.0-or-later']],
      ['other', []],
    ]);
  });

  it.each([
    ['no distro', undefined, 'unknown', 'pkg:deb/a@1'],
    [
      'a derivative that is not known',
      { id: 'raspbian', versionId: '12', prettyName: 'R', idLike: ['debian'] },
      'unknown',
      'pkg:deb/raspbian/a@1?distro=raspbian-12',
    ],
    [
      'a distro of other packages',
      { id: 'alpine', versionId: '3.9.4', prettyName: 'A', idLike: [], ecosystem: 'alpine' },
      'unknown',
      'pkg:deb/alpine/a@1?distro=alpine-3.9.4',
    ],
    [
      'a distro without a number',
      { id: 'debian', codename: 'sid', prettyName: 'D', idLike: [], ecosystem: 'debian' },
      'debian',
      'pkg:deb/debian/a@1?distro=debian-sid',
    ],
  ])('in an image with %s', async (_name, distro, ecosystem, purl) => {
    const { packages } = await runCataloger(dpkg, { 'var/lib/dpkg/status': 'Package: a\nVersion: 1\n' }, distro);
    expect(packages.map((one) => [one.ecosystem, one.purl])).toEqual([[ecosystem, purl]]);
  });

  it('says that a database is cut off, and keeps what is whole', async () => {
    const { packages, problems } = await runCataloger(dpkg, { 'var/lib/dpkg/status': states.slice(0, 300) }, bookworm);
    expect(packages.length).toBeGreaterThan(0);
    expect(problems.map(({ code }) => code)).toContain('catalog/database-truncated');
  });

  it('takes as many packages as a database may hold', async () => {
    const entry = (index: number) => `Package: p${index % 10}\nStatus: install ok installed\nVersion: 1\n\n`;
    const status = Array.from({ length: 200_000 }, (_, index) => entry(index)).join('');
    expect((await runCataloger(dpkg, { 'var/lib/dpkg/status': status })).packages).toHaveLength(10);
  });

  it('survives bytes that are no text', async () => {
    const noise = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256));
    const { packages } = await runCataloger(
      dpkg,
      { 'var/lib/dpkg/status': noise, 'usr/share/doc/a/copyright': noise },
      bookworm,
    );
    expect(packages).toEqual([]);
  });
});
