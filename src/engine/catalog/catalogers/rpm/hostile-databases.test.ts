import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBerkeleyHash } from '#tests/support/rpm/write-berkeley-hash.ts';
import { writePackageHeader } from '#tests/support/rpm/write-header.ts';
import { writeNdb } from '#tests/support/rpm/write-ndb.ts';
import { writeRpmSqlite } from '#tests/support/rpm/write-rpm-sqlite.ts';
import { createPackPaths } from '../../owned-paths.ts';
import { readDatabase } from './database/read-database.ts';
import { parseRpmPackage, type RpmPackage } from './rpm-package.ts';

const headers = Array.from({ length: 60 }, (_, i) =>
  writePackageHeader({ name: `pack-${i}`, version: `${i}`, release: '1', description: 'd'.repeat((i % 12) * 700) }),
);
const names = headers.map((_, i) => `pack-${i}`);
const databases = [
  ['SQLite', writeRpmSqlite(headers, { pageSize: 1024 })],
  ['NDB', writeNdb(headers)],
  ['Berkeley DB', writeBerkeleyHash(headers)],
  ['Berkeley DB, big-endian', writeBerkeleyHash(headers, { byteOrder: 'big' })],
] as const;

function read(bytes: Uint8Array): { readonly packages: readonly RpmPackage[]; readonly damages: readonly string[] } {
  const packages: RpmPackage[] = [];
  const damages: string[] = [];
  for (const entry of readDatabase(bytes)) {
    const one = entry.kind === 'header' ? parseRpmPackage(entry.bytes, createPackPaths()) : undefined;
    if (one !== undefined) packages.push(one);
    else damages.push(entry.kind === 'damage' ? entry.message : 'not a package');
  }
  return { packages, damages };
}

describe.each(databases)('hostile bytes: %s', (_, database) => {
  it('is whole to begin with', () => {
    const { packages, damages } = read(database);
    expect(damages).toEqual([]);
    expect(packages.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it('cut short anywhere, says so and invents nothing', () => {
    const step = Math.floor(database.length / 300);
    for (let length = 17; length < database.length - 1; length += step) {
      const { packages, damages } = read(database.subarray(0, length));
      expect(packages.filter(({ name }) => !names.includes(name))).toEqual([]);
      if (packages.length < headers.length) expect([length, damages.length > 0]).toEqual([length, true]);
    }
  });

  it('with any bytes changed, ends without an error and within its size', () => {
    const change = fc.record({
      at: fc.nat(database.length - 1),
      value: fc.constantFrom(0, 1, 2, 7, 13, 0x7f, 0x80, 0xff),
    });
    // Most changes go where the structure is: the first page and the beginnings of pages.
    const aimed = fc
      .tuple(fc.nat(Math.ceil(database.length / 1024) - 1), fc.nat(40), fc.nat(255))
      .map(([page, at, value]) => ({ at: page * 1024 + at, value }));
    const first = fc.tuple(fc.nat(200), fc.nat(255)).map(([at, value]) => ({ at, value }));
    fc.assert(
      fc.property(fc.array(fc.oneof(change, aimed, first), { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = Buffer.from(database);
        for (const { at, value } of changes) if (at < bytes.length) bytes[at] = value;
        const { packages, damages } = read(bytes);
        expect(packages.length).toBeLessThanOrEqual(bytes.length / 16);
        expect(damages.length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('with any beginning and noise after it, ends without an error', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.uint8Array({ minLength: 0, maxLength: 6000 }), (kept, noise) => {
        expect(() => read(Buffer.concat([database.subarray(0, kept), noise]))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('cycles and overlaps', () => {
  it('ends where a SQLite tree points back to itself', () => {
    const bytes = Buffer.from(writeRpmSqlite(headers, { pageSize: 512 }));
    const interior = pagesOf(bytes, 512).find(({ page, number }) => number > 1 && page[0] === 5);
    interior?.page.writeUInt32BE(interior.number, 8);
    const { damages } = read(bytes);
    expect(interior).toBeDefined();
    expect(damages).toContain(`page ${interior?.number} is missing or used twice`);
  });

  it('ends where overflow pages of SQLite form a ring', () => {
    const bytes = Buffer.from(
      writeRpmSqlite([writePackageHeader({ name: 'n', description: 'd'.repeat(9000) })], { pageSize: 512 }),
    );
    for (const { page, number } of pagesOf(bytes, 512))
      if (page[4] === 0x64 && page[5] === 0x64) page.writeUInt32BE(number, 0);
    expect(read(bytes)).toEqual({
      packages: [],
      damages: [expect.stringMatching(/overflow page \d+ is missing or used twice/)],
    });
  });

  it('ends where pages of a Berkeley DB bucket form a ring', () => {
    const bytes = Buffer.from(writeBerkeleyHash(headers));
    bytes.writeUInt32LE(1, 4096 + 16);
    expect(read(bytes).damages).toContain('page 1 of bucket 0 is missing or used twice');
  });

  it('believes no bucket count that its pages cannot hold', () => {
    const bytes = Buffer.from(writeBerkeleyHash(headers));
    bytes.writeUInt32LE(0xffff_fffe, 72);
    const { packages, damages } = read(bytes);
    expect(packages).toHaveLength(headers.length);
    expect(damages[0]).toBe('it ends before its last page');
  });

  it('reads no package of NDB twice', () => {
    const bytes = Buffer.from(writeNdb(headers));
    bytes.copyWithin(48, 32, 48);
    const { packages, damages } = read(bytes);
    expect(packages).toHaveLength(headers.length - 1);
    expect(damages).toEqual(['package 1 is there twice']);
  });

  it('stops where blobs of NDB lie within each other', () => {
    const bytes = Buffer.from(writeNdb([Buffer.alloc(200_000), ...headers]));
    for (let i = 0; i < 20; i++) {
      const start = 4096 + 16 + 32 * i;
      const end = bytes.length - 16 * i;
      bytes.write('BlbS', start, 'latin1');
      bytes.writeUInt32LE(i + 2, start + 4);
      bytes.writeUInt32LE(end - start - 28, start + 12);
      bytes.writeUInt32LE(end - start - 28, end - 8);
      bytes.write('BlbE', end - 4, 'latin1');
      bytes.writeUInt32LE(start / 16, 32 + 16 * (i + 1) + 8);
      bytes.writeUInt32LE((end - start) / 16, 32 + 16 * (i + 1) + 12);
    }
    const { damages } = read(bytes);
    expect(damages.at(-1)).toBe('its entries overlap');
    expect(damages.length).toBeLessThan(5);
  });

  it('stops where rows of SQLite share their bytes', () => {
    const bytes = Buffer.from(writeRpmSqlite([Buffer.alloc(60_000)], { pageSize: 65_536 }));
    const leaf = pagesOf(bytes, 65_536).find(
      ({ page, number }) => number > 1 && page[0] === 13 && page.readUInt16BE(3) === 1,
    );
    const cell = leaf?.page.readUInt16BE(8) ?? 0;
    leaf?.page.writeUInt16BE(2000, 3);
    for (let i = 1; i < 2000; i++) leaf?.page.writeUInt16BE(cell, 8 + 2 * i);
    const { damages } = read(bytes);
    expect(damages.at(-1)).toBe('its rows overlap');
    expect(damages.length).toBeLessThan(10);
  });
});

describe('what is not read', () => {
  it.each([
    ['a SQLite header cut short', databases[0][1].subarray(0, 60), 'it ends within its header'],
    ['SQLite with a page size of 3', changed(databases[0][1], 16, [0, 3]), 'its page size is 3'],
    [
      'SQLite in UTF-16',
      writeRpmSqlite(headers, { encoding: 'UTF-16le' }),
      'its text encoding is 2, and only UTF-8 (1) is known',
    ],
    [
      'SQLite without the table',
      changed(databases[0][1], databases[0][1].indexOf('PackagesPackages'), [0x51]),
      'it has no table Packages',
    ],
    ['NDB of another version', changed(databases[1][1], 4, [1]), 'its NDB version is 1, and only 0 is known'],
    ['encrypted Berkeley DB', changed(databases[2][1], 24, [1]), 'it is encrypted'],
    [
      'Berkeley DB with checksums',
      changed(databases[2][1], 26, [1]),
      'its pages carry checksums, which rpm never asks for',
    ],
    ['Berkeley DB with a page size of 0', changed(databases[2][1], 20, [0, 0, 0, 0]), 'its page size is 0'],
    ['text', Buffer.from('Packages'), 'it is neither a SQLite, an NDB nor a Berkeley DB hash database'],
  ])('%s', (_, bytes, message) => {
    expect(read(bytes)).toEqual({ packages: [], damages: [message] });
  });
});

describe('NDB packages that are not whole', () => {
  const one = writeNdb([writePackageHeader({ name: 'bash', version: '5', release: '1' })]);
  const torn = 'package 1 is overwritten or torn';
  it.each([
    ['its slot is not marked', 32, 'its slot at byte 32 is not marked as one'],
    ['its first mark is another', 4096, torn],
    ['its number is another', 4100, torn],
    ['its length is another', 4108, torn],
    ['its length at the end is another', one.length - 8, torn],
    ['its last mark is another', one.length - 1, torn],
    ['its slot gives it more blocks than there are', 44, 'package 1 lies past its end'],
    ['its slot says that it starts elsewhere', 42, 'package 1 lies past its end'],
  ])('says that %s', (_, at, message) => {
    expect(read(changed(one, at, [(one[at] ?? 0) ^ 1]))).toEqual({ packages: [], damages: [message] });
  });

  it('says that a package has too few blocks, or no room at all', () => {
    expect(read(changed(one, 44, [(one[44] ?? 0) - 1])).damages).toEqual([torn]);
    expect(read(changed(one, 44, [1])).damages).toEqual(['package 1 has no room for its marks']);
  });
});

function changed(bytes: Uint8Array, at: number, values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}

function pagesOf(bytes: Buffer, pageSize: number): readonly { readonly number: number; readonly page: Buffer }[] {
  return Array.from({ length: bytes.length / pageSize }, (_, i) => ({
    number: i + 1,
    page: bytes.subarray(i * pageSize, (i + 1) * pageSize),
  }));
}
