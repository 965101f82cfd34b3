import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalImage, readFiles, sharedImage } from '#tests/support/open-shared-image.ts';
import { missing, missingShared } from '#tests/support/requirements.ts';
import { headersOf, installWithRpm, listWithRpm, loadBerkeleyHash } from '#tests/support/rpm/native-rpm.ts';
import { writeBerkeleyHash } from '#tests/support/rpm/write-berkeley-hash.ts';
import { writeNdb } from '#tests/support/rpm/write-ndb.ts';
import { writeRpmSqlite } from '#tests/support/rpm/write-rpm-sqlite.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { createPackPaths } from '../../owned-paths.ts';
import { readDatabase } from './database/read-database.ts';
import { rpm } from './rpm.ts';
import { parseRpmPackage } from './rpm-package.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-rpm-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Lines in the form of `listWithRpm`. */
function listed(bytes: Uint8Array): readonly string[] {
  const lines = [...readDatabase(bytes)].map((entry) => {
    if (entry.kind === 'damage') return entry.message;
    const one = parseRpmPackage(entry.bytes, createPackPaths());
    const { name, epoch, version, release, architecture, sourceRpm, license, vendor, modularityLabel } = one ?? {};
    return [name, epoch, version, release, architecture, sourceRpm, license, vendor, modularityLabel]
      .map((value) => value ?? '(none)')
      .join('|');
  });
  return lines.sort();
}

describe.skipIf(missing(['rpm', 'rpmbuild']))('databases as rpm reads them [needs rpm, rpmbuild]', () => {
  let expected: readonly string[] = [];
  let headers: readonly Uint8Array[] = [];
  let database = '';
  beforeAll(() => {
    database = installWithRpm(directory, specOf(300));
    expected = listWithRpm(database, 'sqlite');
    headers = headersOf(database);
  }, 60_000);

  it('SQLite, written by rpm: trees of several levels and overflow pages', () => {
    expect(expected).toHaveLength(301);
    expect(headers.filter(({ length }) => length > 20_000).length).toBeGreaterThan(10);
    expect(listed(readFileSync(join(database, 'rpmdb.sqlite')))).toEqual(expected);
  });

  it.each([512, 1024, 65_536])('SQLite with pages of %i bytes', (pageSize) => {
    expect(listed(writeRpmSqlite(headers, { pageSize }))).toEqual(expected);
  });

  it('NDB, with two pages of slots', () => {
    expect(listed(writeNdb(headers))).toEqual(expected);
  });

  it.each(['little', 'big'] as const)('Berkeley DB, %s-endian, which rpm reads too', (byteOrder) => {
    const bytes = writeBerkeleyHash(headers, { byteOrder, buckets: 16 });
    const home = mkdtempSync(join(directory, 'bdb-'));
    writeFileSync(join(home, 'Packages'), bytes);
    expect(listWithRpm(home, 'bdb_ro')).toEqual(expected);
    expect(listed(bytes)).toEqual(expected);
  });

  describe.skipIf(missing('db5.3_load'))('written by Berkeley DB [needs db5.3_load]', () => {
    it.each([
      ['little', 4096],
      ['big', 4096],
      ['little', 512],
      ['big', 65_536],
    ] as const)('%s-endian, pages of %i bytes', (byteOrder, pageSize) => {
      const home = join(directory, `db-${byteOrder}-${pageSize}`);
      const bytes = loadBerkeleyHash(home, headers, { byteOrder, pageSize });
      expect(listWithRpm(home, 'bdb_ro')).toEqual(expected);
      expect(listed(bytes)).toEqual(expected);
    });
  });
});

describe.skipIf(missing('rpm') || missingShared('images'))('AlmaLinux 9 [needs rpm, ../shared/images]', () => {
  it('lists what rpm lists', async () => {
    const path = 'var/lib/rpm/rpmdb.sqlite';
    const image = await openLocalImage(sharedImage('almalinux-9-sqlite_9.0.oci.tar'), directory);
    const bytes = (await readFiles(image, (candidate) => candidate === path)).get(path) ?? Buffer.alloc(0);
    await image.close();
    const home = mkdtempSync(join(directory, 'alma-'));
    writeFileSync(join(home, 'rpmdb.sqlite'), bytes);
    const expected = listWithRpm(home, 'sqlite');
    expect(expected.length).toBeGreaterThan(100);
    expect(listed(bytes)).toEqual(expected);
    const { packages, problems } = await runCataloger(rpm, { [path]: bytes });
    expect(problems).toEqual([]);
    expect(packages).toHaveLength(expected.length);
  });
});

/** A spec of `count` sub-packages: with and without epochs, versions and licences of their own, up to 45 kB of description. */
function specOf(count: number): string {
  const main = ['Name: main-pack', 'Epoch: 2', 'Version: 1.0', 'Release: 3.el9', 'License: MIT and GPLv2+'];
  const rest = [
    'Summary: x',
    'Vendor: Example',
    'BuildArch: noarch',
    'ModularityLabel: main:1:2:3',
    '%description',
    'x',
  ];
  const packages = Array.from({ length: count }, (_, i) => [
    `%package -n pack-${i}`,
    'Summary: y',
    ...(i % 2 === 0 ? [`License: Licence ${i} é`] : []),
    ...(i % 4 === 0 ? [`Epoch: ${i % 3}`] : []),
    ...(i % 5 === 0 ? [`Version: ${i}.${i}~rc1^git`] : []),
    `%description -n pack-${i}`,
    'word '.repeat(i * 30),
    `%files -n pack-${i}`,
  ]);
  return [...main, ...rest, ...packages.flat(), '%files', ''].join('\n');
}
