import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { writeBerkeleyHash } from '#tests/support/rpm/write-berkeley-hash.ts';
import { type PackagePlan, writePackageHeader } from '#tests/support/rpm/write-header.ts';
import { writeNdb } from '#tests/support/rpm/write-ndb.ts';
import { writeRpmSqlite } from '#tests/support/rpm/write-rpm-sqlite.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { maxPackages } from './limits.ts';
import { rpm } from './rpm.ts';

const almalinux: Distro = {
  id: 'almalinux',
  versionId: '9.4',
  prettyName: 'AlmaLinux 9.4 (Seafoam Ocelot)',
  idLike: ['rhel', 'centos', 'fedora'],
  ecosystem: 'almalinux',
  release: '9',
};

const bash: PackagePlan = {
  name: 'bash',
  version: '5.1.8',
  release: '9.el9',
  arch: 'x86_64',
  sourceRpm: 'bash-5.1.8-9.el9.src.rpm',
  license: 'GPLv3+',
  vendor: 'AlmaLinux',
};
const npm: PackagePlan = {
  name: 'npm',
  epoch: 1,
  version: '10.8.2',
  release: '1.20.18.2.1.module_el9.5.0+135+e8b3a1c0',
  arch: 'x86_64',
  sourceRpm: 'nodejs-20.18.2-1.module_el9.5.0+135+e8b3a1c0.src.rpm',
  license: 'MIT',
  modularityLabel: 'nodejs:20:9050020250220:rhel9',
};
const key: PackagePlan = { name: 'gpg-pubkey', version: 'b86b3716', release: '61e69f29', license: 'pubkey' };
const plans = [
  bash,
  npm,
  key,
  { ...bash, name: 'bash-doc', epoch: 0, arch: 'noarch', description: 'd'.repeat(20_000) },
];
const headers = plans.map(writePackageHeader);

const databases = [
  ['SQLite', 'var/lib/rpm/rpmdb.sqlite', writeRpmSqlite(headers)],
  ['NDB', 'usr/lib/sysimage/rpm/Packages.db', writeNdb(headers)],
  ['Berkeley DB', 'var/lib/rpm/Packages', writeBerkeleyHash(headers)],
  ['Berkeley DB of the other byte order', 'var/lib/rpm/Packages', writeBerkeleyHash(headers, { byteOrder: 'big' })],
] as const;

describe.each(databases)('rpm database in %s', (_, path, bytes) => {
  it('gives each package with epoch, source and module, and no public key', async () => {
    const { packages, problems } = await runCataloger(rpm, { [path]: bytes }, almalinux);
    expect(problems).toEqual([]);
    expect([...packages].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      {
        purl: 'pkg:rpm/almalinux/bash@5.1.8-9.el9?arch=x86_64&distro=almalinux-9.4',
        type: 'rpm',
        ecosystem: 'almalinux',
        name: 'bash',
        version: '5.1.8-9.el9',
        source: { name: 'bash', version: '5.1.8-9.el9' },
        architecture: 'x86_64',
        licenses: ['GPL-3.0-or-later'],
        details: { kind: 'rpm', vendor: 'AlmaLinux' },
        paths: [path],
      },
      expect.objectContaining({
        purl: 'pkg:rpm/almalinux/bash-doc@5.1.8-9.el9?arch=noarch&distro=almalinux-9.4',
        version: '5.1.8-9.el9',
        details: { kind: 'rpm', epoch: 0, vendor: 'AlmaLinux' },
      }),
      expect.objectContaining({
        purl: 'pkg:rpm/almalinux/npm@10.8.2-1.20.18.2.1.module_el9.5.0%2B135%2Be8b3a1c0?arch=x86_64&distro=almalinux-9.4&epoch=1',
        version: '1:10.8.2-1.20.18.2.1.module_el9.5.0+135+e8b3a1c0',
        source: { name: 'nodejs', version: '20.18.2-1.module_el9.5.0+135+e8b3a1c0' },
        details: { kind: 'rpm', epoch: 1, modularityLabel: 'nodejs:20:9050020250220:rhel9' },
      }),
    ]);
    for (const one of packages) expect(PackageURL.fromString(one.purl).name).toBe(one.name);
  });
});

describe('rpm', () => {
  const sqlite = writeRpmSqlite(headers);

  it('opens the databases and nothing else', async () => {
    const paths = ['var/lib/rpm/', 'usr/lib/sysimage/rpm/'].flatMap((directory) =>
      ['Packages', 'Packages.db', 'rpmdb.sqlite'].map((name) => directory + name),
    );
    const others = [
      'var/lib/rpm/Name',
      'var/lib/rpm/rpmdb.sqlite-shm',
      'var/lib/rpm/Index.db',
      'srv/var/lib/rpm/Packages',
    ];
    const files = Object.fromEntries([...paths, ...others].map((path) => [path, sqlite]));
    const { opened, packages } = await runCataloger(rpm, files, almalinux);
    expect(opened).toEqual(paths);
    expect(packages).toHaveLength(3);
    expect(packages[0]?.paths).toEqual([...paths].sort());
  });

  it.each([
    ['unknown', undefined, 'unknown', 'pkg:rpm/bash@5.1.8-9.el9?arch=x86_64'],
    [
      'one without advisories',
      { id: 'opensuse-leap', versionId: '15.6', prettyName: 'openSUSE Leap 15.6', idLike: ['suse'] },
      'unknown',
      'pkg:rpm/opensuse-leap/bash@5.1.8-9.el9?arch=x86_64&distro=opensuse-leap-15.6',
    ],
  ])('lists packages where the distro is %s', async (_, distro, ecosystem, purl) => {
    const { packages } = await runCataloger(rpm, { 'var/lib/rpm/rpmdb.sqlite': sqlite }, distro);
    expect(packages[0]).toMatchObject({ ecosystem, purl });
  });

  it('says that changes were never written to the database', async () => {
    const files = { 'var/lib/rpm/rpmdb.sqlite': sqlite, 'var/lib/rpm/rpmdb.sqlite-wal': Buffer.alloc(4152) };
    const { opened, packages, problems } = await runCataloger(rpm, files, almalinux);
    expect(opened).toEqual(['var/lib/rpm/rpmdb.sqlite']);
    expect(packages).toHaveLength(3);
    expect(problems).toMatchObject([{ code: 'catalog/database-unfinished', path: 'var/lib/rpm/rpmdb.sqlite-wal' }]);
  });

  it.each([0, 32])('takes a write-ahead log of %i bytes for none', async (size) => {
    const { problems } = await runCataloger(rpm, { 'var/lib/rpm/rpmdb.sqlite-wal': Buffer.alloc(size) }, almalinux);
    expect(problems).toEqual([]);
  });

  it('takes an empty file for an empty database', async () => {
    const { packages, problems } = await runCataloger(rpm, { 'var/lib/rpm/Packages': '' }, almalinux);
    expect([packages, problems]).toEqual([[], []]);
  });

  it('says that a file is no database that it knows', async () => {
    const { packages, problems } = await runCataloger(rpm, { 'var/lib/rpm/Packages': 'a'.repeat(5000) }, almalinux);
    expect(packages).toEqual([]);
    expect(problems).toMatchObject([{ code: 'catalog/database-damaged', message: expect.stringContaining('neither') }]);
  });

  it('keeps what is whole where an entry is broken', async () => {
    const broken = [writePackageHeader(bash), writePackageHeader({ version: '1' }), writePackageHeader(npm)];
    const { packages, problems } = await runCataloger(rpm, { 'var/lib/rpm/Packages.db': writeNdb(broken) }, almalinux);
    expect(packages.map(({ name }) => name)).toEqual(['bash', 'npm']);
    expect(problems).toMatchObject([{ code: 'catalog/database-damaged', message: expect.stringContaining('no name') }]);
  });

  it(`stops at ${maxPackages} packages`, async () => {
    const same = writePackageHeader({ name: 'same', version: '1', release: '1' });
    const late = writePackageHeader({ name: 'late', version: '1', release: '1' });
    const many = writeNdb([...Array.from({ length: maxPackages }, () => same), late]);
    const { packages, problems } = await runCataloger(rpm, { 'var/lib/rpm/Packages.db': many }, almalinux);
    expect(packages.map(({ name }) => name)).toEqual(['same']);
    expect(problems).toMatchObject([{ message: expect.stringContaining(`more than ${maxPackages} packages`) }]);
  });
});
