import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { record, updateFrom } from '#tests/support/feeds/update.ts';
import { openAdvisoryDatabase } from '../database/open-advisory-database.ts';
import { exportAdvisoryDatabase } from './export-database.ts';
import { importAdvisoryDatabase } from './import-database.ts';

const { signal } = new AbortController();
const now = () => new Date('2026-03-01T00:00:00Z');
const records = Array.from({ length: 300 }, (_, index) => {
  return record(`GHSA-${index}`, 'npm', `thing-${index}`, { summary: `the ${index}th of many things that go wrong` });
});

/** A database of made-up records, exported; and another place, empty or with a database of its own. */
async function setUp({ present }: { readonly present?: string } = {}) {
  const directory = temporaryDirectory();
  const from = await writeMirror(join(directory, 'mirror'), { osv: { npm: records } });
  const source = join(directory, 'source', 'advisories.db');
  await updateFrom(source, { from, now: () => new Date('2026-02-01T00:00:00Z') });
  const file = join(directory, 'advisories.plimsoll');
  await exportAdvisoryDatabase({ path: source, to: file, signal });
  const path = join(directory, 'there', 'advisories.db');
  if (present !== undefined) {
    const other = await writeMirror(join(directory, 'other'), { osv: { npm: [record('GHSA-0', 'npm', 'old')] } });
    await updateFrom(path, { from: other, now: () => new Date(present) });
  }
  return { directory, source, file, path };
}

const take = (path: string, from: string, options: { force?: boolean; maxAdvisoryDatabaseBytes?: number } = {}) =>
  importAdvisoryDatabase({
    path,
    from,
    force: false,
    now,
    signal,
    limits: { ...defaultLimits, ...options },
    ...options,
  });

/** Takes an exported file apart and puts it together again, as somebody might who is up to no good. */
function forge(
  file: string,
  change: (parts: { header: Record<string, unknown>; database: Buffer }) => { readonly body: Uint8Array } | undefined,
): void {
  const bytes = readFileSync(file);
  const end = bytes.indexOf('\n');
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as Record<string, unknown>;
  const parts = { header, database: databaseIn(file) };
  const changed = change(parts);
  const body = changed?.body ?? zstdCompressSync(parts.database);
  writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(parts.header)}\n`), body]));
}

function databaseIn(file: string): Buffer {
  const bytes = readFileSync(file);
  return zstdDecompressSync(bytes.subarray(bytes.indexOf('\n') + 1));
}

function forgeHeader(file: string, changes: Readonly<Record<string, unknown>>): void {
  forge(file, ({ header }) => {
    Object.assign(header, changes);
    return undefined;
  });
}

/** Changes the database within the file by SQL, and has the header fit it. */
function forgeDatabase(file: string, sql: string): void {
  forge(file, (parts) => {
    const path = `${file}.forged`;
    writeFileSync(path, parts.database);
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
    parts.database = readFileSync(path);
    parts.header.size = parts.database.length;
    parts.header.sha256 = createHash('sha256').update(parts.database).digest('hex');
    return undefined;
  });
}

describe('an exported database', () => {
  it('is one file, smaller than the database, and becomes the very same database elsewhere', async () => {
    const { source, file, path } = await setUp();
    expect(statSync(file).size).toBeLessThan(statSync(source).size / 2);
    const result = await take(path, file);
    expect(result).toMatchObject({ path, status: { revision: 1, builtAt: '2026-02-01T00:00:00.000Z' } });
    expect(readFileSync(path).equals(readFileSync(source))).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['advisories.db']);
  });

  it('takes the place of an older one, and says what was there', async () => {
    const { file, path } = await setUp({ present: '2026-01-01T00:00:00Z' });
    const reader = openAdvisoryDatabase(path);
    expect(await take(path, file)).toMatchObject({ previous: { builtAt: '2026-01-01T00:00:00.000Z' } });
    expect(reader.affecting({ ecosystem: 'npm', name: 'old' })).toHaveLength(1);
    reader.close();
    const opened = openAdvisoryDatabase(path);
    expect(opened.affecting({ ecosystem: 'npm', name: 'thing-7' })).toHaveLength(1);
    opened.close();
  });

  it('takes the place of a newer one only where that is wanted', async () => {
    const { file, path } = await setUp({ present: '2026-02-02T00:00:00Z' });
    const before = readFileSync(path);
    await expect(take(path, file)).rejects.toMatchObject({
      code: 'advisories/import-older',
      message: expect.stringMatching(/advisories\.plimsoll is older .* --force/) as string,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(await take(path, file, { force: true })).toMatchObject({
      previous: { builtAt: '2026-02-02T00:00:00.000Z' },
    });
  });

  it('takes the place of one that cannot be read', async () => {
    const { file, path } = await setUp({ present: '2026-02-02T00:00:00Z' });
    writeFileSync(path, 'not a database');
    await take(path, file);
    expect(openAdvisoryDatabase(path).status().revision).toBe(1);
  });

  it('is not made of a damaged one, and leaves what was exported before', async () => {
    const { source, file } = await setUp();
    const before = readFileSync(file);
    writeFileSync(source, 'not a database');
    await expect(exportAdvisoryDatabase({ path: source, to: file, signal })).rejects.toMatchObject({
      code: 'advisories/database-corrupt',
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('a file to import', () => {
  const million = Buffer.alloc(1_000_000);
  it.each<[string, (file: string) => void, RegExp]>([
    ['is empty', (file) => writeFileSync(file, ''), /is no file of advisories/],
    ['is something else', (file) => writeFileSync(file, 'PK\x03\x04\n'), /is no file of advisories/],
    [
      'has no end of its first line',
      (file) => writeFileSync(file, Buffer.alloc(100_000, 'x')),
      /is no file of advisories/,
    ],
    ['is a database as such', (file) => writeFileSync(file, databaseIn(file)), /is no file of advisories/],
    ['is of another release', (file) => forgeHeader(file, { version: 2 }), /another release/],
    [
      'holds a database of another format',
      (file) => forgeHeader(file, { databaseVersion: 1 }),
      /format 1 and this program reads/,
    ],
    ['says no size', (file) => forgeHeader(file, { size: -1 }), /first line is not whole/],
    ['says too large a size', (file) => forgeHeader(file, { size: 2 ** 40 }), /limits\.maxAdvisory/],
    ['says no time', (file) => forgeHeader(file, { builtAt: 'today' }), /first line is not whole/],
    ['says another time', (file) => forgeHeader(file, { builtAt: now().toISOString() }), /another database/],
    ['says another hash', (file) => forgeHeader(file, { sha256: '0'.repeat(64) }), /not what its first line/],
    [
      'is cut short',
      (file) => writeFileSync(file, readFileSync(file).subarray(0, -1000)),
      /cannot be unpacked|cut short/,
    ],
    [
      'has nothing after its first line',
      (file) => forge(file, () => ({ body: Buffer.alloc(0) })),
      /cannot be unpacked|cut short/,
    ],
    [
      'holds far more than it says',
      (file) => forge(file, () => ({ body: zstdCompressSync(million) })),
      /holds more than|not what/,
    ],
    [
      'holds no database',
      (file) =>
        forge(file, (parts) => {
          parts.database = million;
          parts.header.size = million.length;
          parts.header.sha256 = createHash('sha256').update(million).digest('hex');
          return undefined;
        }),
      /holds no good advisory database/,
    ],
    [
      'holds a trigger',
      (file) => forgeDatabase(file, 'CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM keys; END'),
      /its tables are not those/,
    ],
    [
      'holds a view in the place of a table',
      (file) =>
        forgeDatabase(file, "DROP TABLE keys; CREATE VIEW keys AS SELECT 1 scope, '' name, x'' hash, '[]' statements"),
      /its tables are not those/,
    ],
    [
      'holds statements that are no JSON',
      (file) => forgeDatabase(file, "UPDATE keys SET statements = '[['"),
      /are not JSON/,
    ],
    ['holds no revision', (file) => forgeDatabase(file, "DELETE FROM meta WHERE name = 'revision'"), /holds no good/],
  ])('that %s is named, and the last database stays', async (_name, harm, message) => {
    const { file, path } = await setUp({ present: '2026-01-01T00:00:00Z' });
    const before = readFileSync(path);
    harm(file);
    const limits = { maxAdvisoryDatabaseBytes: 2 ** 30 };
    const error: unknown = await take(path, file, limits).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: expect.stringMatching(message) as string });
    expect(String(error)).toContain(file);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['advisories.db']);
  });

  it('that is not there is named', async () => {
    const { directory, path } = await setUp();
    await expect(take(path, join(directory, 'nowhere'))).rejects.toMatchObject({ code: 'advisories/import-invalid' });
    expect(existsSync(path)).toBe(false);
  });

  it('of which any byte is another is refused, or is the same database', async () => {
    const { source, file, path } = await setUp();
    const [good, database] = [readFileSync(file), readFileSync(source)];
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] ?? 0) ^ by;
        writeFileSync(file, bad);
        const error: unknown = await take(path, file).catch((reason: unknown) => reason);
        if (error instanceof Error)
          expect(error).toMatchObject({ code: expect.stringMatching(/^advisories\//) as string });
        else expect(readFileSync(path).equals(database)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
