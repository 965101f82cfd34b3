import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { affectedBefore, osvZip, writeMirror } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { record, updateFrom } from '#tests/support/feeds/update.ts';
import { openAdvisoryDatabase } from '../database/open-advisory-database.ts';
import type { UpdateResult } from './update-result.ts';

const debian = record('DSA-1-1', 'Debian:12', 'curl', { fixed: '8-1', upstream: ['CVE-2026-0001'] });
const alpine = record('ALPINE-CVE-2026-0002', 'Alpine:v3.9', 'musl', { fixed: '1.1.20-r5' });
const everything = {
  osv: { Debian: [debian], Alpine: [alpine] },
  epss: { 'CVE-2026-0001': 0.25 },
  kev: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }],
  exploits: ['1,a,b,2020-01-01,CVE-2026-0002'],
};

async function setUp(content: Parameters<typeof writeMirror>[1] = everything) {
  const directory = temporaryDirectory();
  const from = await writeMirror(join(directory, 'mirror'), content);
  return { from, path: join(directory, 'data', 'advisories.sqlite'), directory };
}

const states = ({ sources }: UpdateResult) =>
  Object.fromEntries(sources.map(({ name, state, records }) => [name, `${state} ${records}`]));

const namesOf = (path: string, ecosystem: string, release: string, name: string) => {
  const database = openAdvisoryDatabase(path);
  const found = database.affecting({ ecosystem, release, name }).map(({ advisory }) => database.header(advisory).id);
  database.close();
  return found;
};

describe('updateAdvisoryDatabase', () => {
  it('builds a database of all that a directory holds', async () => {
    const { from, path } = await setUp();
    const result = await updateFrom(path, { from });
    expect(result).toMatchObject({ path, revision: 1, builtAt: '2026-02-03T04:05:06.000Z', unchanged: false });
    expect(states(result)).toEqual({
      'osv/Debian': 'loaded 1',
      'osv/Alpine': 'loaded 1',
      epss: 'loaded 1',
      'cisa-kev': 'loaded 1',
      exploitdb: 'loaded 1',
    });
    expect(namesOf(path, 'Debian', '12', 'curl')).toEqual(['DSA-1-1']);
    expect(readdirSync(dirname(path))).toEqual(['advisories.sqlite']);
  });

  it('is not rebuilt where nothing has changed, not even where files were written again', async () => {
    const { from, path } = await setUp();
    await updateFrom(path, { from });
    const before = readFileSync(path);
    await writeMirror(from, everything);
    const result = await updateFrom(path, { from, now: () => new Date('2027-01-01T00:00:00Z') });
    expect(result).toMatchObject({ revision: 1, builtAt: '2026-02-03T04:05:06.000Z', unchanged: true });
    expect(Object.values(states(result)).every((state) => state.startsWith('unchanged'))).toBe(true);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('reads what has changed and copies the rest, exploit signals and ratings included', async () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    const rated = { ...alpine, upstream: ['CVE-2026-0002'], severity: [{ type: 'CVSS_V3', score: vector }] };
    const { from, path } = await setUp({ ...everything, osv: { Debian: [debian], Alpine: [rated] } });
    await updateFrom(path, { from });
    const changed = record('DSA-2-1', 'Debian:12', 'curl', { fixed: '9-1' });
    await writeMirror(from, { osv: { Debian: [debian, changed] } });
    const result = await updateFrom(path, { from });
    expect(states(result)).toMatchObject({
      'osv/Debian': 'loaded 2',
      'osv/Alpine': 'unchanged 1',
      epss: 'unchanged 1',
    });
    const database = openAdvisoryDatabase(path);
    expect(database.status()).toMatchObject({ revision: 2, failures: [] });
    expect(database.affecting({ ecosystem: 'Debian', release: '12', name: 'curl' })).toHaveLength(2);
    expect(database.affecting({ ecosystem: 'Alpine', release: 'v3.9', name: 'musl' })).toHaveLength(1);
    expect(database.advisory('ALPINE-CVE-2026-0002')?.upstream).toEqual(['CVE-2026-0002']);
    expect(database.vulnerability('CVE-2026-0002').ratings).toMatchObject([{ score: 9.8 }]);
    expect(database.vulnerability('CVE-2026-0001').exploit).toEqual({
      vulnerabilityId: 'CVE-2026-0001',
      knownExploited: { dateAdded: '2026-01-01', ransomware: false },
      epss: { score: 0.25, percentile: 0.5, date: '2026-01-02' },
    });
    expect(database.vulnerability('CVE-2026-0002').exploit?.publicExploits).toHaveLength(1);
    database.close();
  });

  it('says of which package names it says something else than the last one', async () => {
    const { from, path } = await setUp();
    expect((await updateFrom(path, { from })).changedKeys).toBeUndefined();
    expect((await updateFrom(path, { from })).changedKeys).toEqual([]);
    await writeMirror(from, {
      osv: {
        Debian: [record('DSA-1-1', 'Debian:12', 'curl', { fixed: '9-1' }), record('DSA-2-1', 'Debian:13', 'zlib')],
        Alpine: [{ ...alpine, withdrawn: '2026-01-01T00:00:00Z' }],
        npm: [record('GHSA-1', 'npm', 'left')],
      },
    });
    expect((await updateFrom(path, { from })).changedKeys).toEqual(
      expect.arrayContaining([
        { ecosystem: 'Debian', release: '12', name: 'curl' },
        { ecosystem: 'Debian', release: '13', name: 'zlib' },
        { ecosystem: 'npm', name: 'left' },
        { ecosystem: 'Alpine', release: 'v3.9', name: 'musl' },
      ]),
    );
    await writeMirror(from, { epss: { 'CVE-2026-0001': 0.75 } });
    expect(await updateFrom(path, { from })).toMatchObject({ unchanged: false, changedKeys: [] });
  });

  it('goes on counting revisions where the last database was of another format', async () => {
    const { from, path } = await setUp();
    await updateFrom(path, { from });
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 1');
    database.close();
    expect(await updateFrom(path, { from })).toMatchObject({ revision: 2, unchanged: false });
  });

  it('a copy of a copy is the same as a new build', async () => {
    const { from, path, directory } = await setUp();
    await updateFrom(path, { from });
    for (const id of ['DSA-2-1', 'DSA-3-1']) {
      await writeMirror(from, { osv: { Debian: [debian, record(id, 'Debian:13', 'zlib')] } });
      await updateFrom(path, { from });
    }
    const anew = join(directory, 'anew.sqlite');
    await updateFrom(anew, { from });
    expect(keysOf(path)).toEqual(keysOf(anew));
  });

  it("a key's hash changes with what is said of it, and with nothing else", async () => {
    const { from, path } = await setUp();
    await updateFrom(path, { from });
    const before = keysOf(path);
    const other = record('DSA-9-1', 'Debian:12', 'zlib', { fixed: '1' });
    await writeMirror(from, {
      osv: { Debian: [other, { ...debian, affected: [affectedBefore('Debian:12', 'curl', '9')] }] },
    });
    await updateFrom(path, { from });
    const after = keysOf(path);
    expect(after['Alpine v3.9 musl']).toBe(before['Alpine v3.9 musl']);
    expect(after['Debian 12 curl']).not.toBe(before['Debian 12 curl']);
    expect(Object.keys(after)).toContain('Debian 12 zlib');
  });

  it.each<[string, (file: string) => Promise<void> | void, RegExp]>([
    ['gone', (file) => rm(file), /no longer there/],
    ['cut short', (file) => truncateSync(file, 40), /not a whole zip/],
    ['empty', (file) => writeFileSync(file, ''), /not a whole zip/],
    ['a zip without records', (file) => writeFileSync(file, osvZip([])), /holds no records/],
    [
      'a zip of records that cannot be read',
      (file) => writeFileSync(file, osvZip([{ id: 'a b' }])),
      /none of its 1 records/,
    ],
  ])('a feed that is %s keeps its last good records, and the others are read', async (_, damage, reason) => {
    const { from, path } = await setUp();
    await updateFrom(path, { from });
    await damage(join(from, 'osv/Debian/all.zip'));
    await writeMirror(from, { epss: { 'CVE-2026-0001': 0.5 } });
    const result = await updateFrom(path, { from, now: () => new Date('2026-03-01T00:00:00Z') });
    expect(result.sources.find(({ name }) => name === 'osv/Debian')).toMatchObject({
      state: 'kept',
      records: 1,
      error: expect.stringMatching(reason),
    });
    expect(namesOf(path, 'Debian', '12', 'curl')).toEqual(['DSA-1-1']);
    const database = openAdvisoryDatabase(path);
    const fetched = Object.fromEntries(database.status().sources.map(({ name, fetchedAt }) => [name, fetchedAt]));
    expect([fetched['osv/Debian'], fetched.epss]).toEqual(['2026-02-03T04:05:06.000Z', '2026-03-01T00:00:00.000Z']);
    expect(database.status().failures.map(({ name }) => name)).toEqual(['osv/Debian']);
    expect(database.vulnerability('CVE-2026-0001').exploit?.epss?.score).toBe(0.5);
    database.close();
  });

  it('names a feed that was never had, and loads the others', async () => {
    const { from, path } = await setUp({ osv: { Debian: [debian] } });
    const result = await updateFrom(path, { from });
    expect(states(result)).toEqual({
      'osv/Debian': 'loaded 1',
      epss: 'failed 0',
      'cisa-kev': 'failed 0',
      exploitdb: 'failed 0',
    });
  });

  it('an ecosystem that a mirror lacks is a failure only where it is asked for', async () => {
    const { from, path } = await setUp();
    const result = await updateFrom(path, { from, ecosystems: ['Alpine', 'Rocky Linux'] });
    expect(states(result)['osv/Rocky Linux']).toBe('failed 0');
    expect(states(result)['osv/npm']).toBeUndefined();
  });

  it('names bad records and counts them, and a record of another ecosystem is not looked up by this feed', async () => {
    const stray = record('GHSA-1', 'npm', 'thing');
    const { from, path } = await setUp({ osv: { Debian: [debian, { id: 'X-1', modified: 'today' }, stray] } });
    const result = await updateFrom(path, { from });
    expect(result.sources[0]).toMatchObject({ records: 2, bad: 1, badRecords: [{ name: 'X-1.json' }] });
    const database = openAdvisoryDatabase(path);
    expect([database.covers('Debian'), database.covers('npm'), database.covers('Debian', '13')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(database.advisory('GHSA-1')?.affected).toHaveLength(1);
    database.close();
  });

  it('files releases under the name by which images are looked up', async () => {
    const stream = record('RHSA-1', 'Red Hat:enterprise_linux:9::baseos', 'curl');
    const extended = record('RHSA-2', 'Red Hat:rhel_eus:9.2::baseos', 'curl');
    const { from, path } = await setUp({ osv: { 'Red Hat': [stream, extended] } });
    await updateFrom(path, { from });
    expect(namesOf(path, 'Red Hat', '9', 'curl')).toEqual(['RHSA-1']);
    expect(namesOf(path, 'Red Hat', 'rhel_eus:9.2::baseos', 'curl')).toEqual(['RHSA-2']);
  });

  it('takes own advisories from files, zips and directories, and drops them where they are no longer given', async () => {
    const { from, path, directory } = await setUp();
    const own = join(directory, 'own');
    await mkdir(join(own, 'deep'), { recursive: true });
    const write = (name: string, id: string) =>
      writeFileSync(
        join(own, name),
        JSON.stringify({ ...record(id, 'npm', 'inner'), modified: '2026-01-01T00:00:00Z' }),
      );
    write('a.json', 'OWN-1');
    write('deep/b.json', 'OWN-2');
    writeFileSync(join(own, 'c.zip'), osvZip([record('OWN-3', 'npm', 'inner')]));
    writeFileSync(join(own, 'readme.txt'), 'not an advisory');
    expect(states(await updateFrom(path, { from, own: [own] })).own).toBe('loaded 3');
    expect(namesOf(path, 'npm', '', 'inner').toSorted()).toEqual(['OWN-1', 'OWN-2', 'OWN-3']);
    expect(states(await updateFrom(path, { from, own: [join(own, 'a.json')] })).own).toBe('loaded 1');
    expect(states(await updateFrom(path, { from })).own).toBeUndefined();
    expect(namesOf(path, 'npm', '', 'inner')).toEqual([]);
  });

  it('own advisories that are not there are a failure with their path', async () => {
    const { from, path } = await setUp();
    const result = await updateFrom(path, { from, own: ['/nowhere/x.json'] });
    expect(result.sources.at(-1)).toMatchObject({
      name: 'own',
      state: 'failed',
      error: expect.stringContaining('/nowhere'),
    });
  });

  it('where nothing at all can be had it says why of a few and how many more there are, and the last database stays', async () => {
    const { from, path, directory } = await setUp();
    await updateFrom(path, { from });
    const before = readFileSync(path);
    await mkdir(join(directory, 'empty'));
    const failing = updateFrom(path, { from: join(directory, 'empty') });
    await expect(failing).rejects.toMatchObject({
      code: 'advisories/nothing-loaded',
      message: expect.stringMatching(
        /^no advisories could be loaded, .*: osv\/Debian: [^;]+; [^;]+; [^;]+; and \d+ more$/,
      ),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    const none = join(directory, 'none.sqlite');
    await expect(updateFrom(none, { from: join(directory, 'empty') })).rejects.toThrow(/could be loaded/);
    expect(existsSync(none)).toBe(false);
  });

  it('a mirror that is no directory is said to be none', async () => {
    const { path } = await setUp();
    await expect(updateFrom(path, { from: '/nowhere' })).rejects.toMatchObject({ code: 'advisories/origin-invalid' });
  });

  it('stopped in the middle it leaves the last database as it was, and nothing beside it', async () => {
    const { from, path } = await setUp();
    await updateFrom(path, { from });
    const before = readFileSync(path);
    const many = Array.from({ length: 3000 }, (_, index) => record(`DSA-${index}-1`, 'Debian:12', `package-${index}`));
    await writeMirror(from, { osv: { Debian: many } });
    const abort = new AbortController();
    const onProgress = () => abort.abort(new Error('stopped'));
    await expect(updateFrom(path, { from, signal: abort.signal, onProgress })).rejects.toThrow('stopped');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['advisories.sqlite']);
  });

  it('two updates at once both end, and leave one whole database', async () => {
    const { from, path } = await setUp();
    await Promise.all([updateFrom(path, { from }), updateFrom(path, { from })]);
    expect(namesOf(path, 'Debian', '12', 'curl')).toEqual(['DSA-1-1']);
    expect(readdirSync(dirname(path))).toEqual(['advisories.sqlite']);
  });

  it('whoever has the old database open keeps reading it', async () => {
    const { from, path } = await setUp();
    await updateFrom(path, { from });
    const old = openAdvisoryDatabase(path);
    await writeMirror(from, { osv: { Debian: [record('DSA-2-1', 'Debian:12', 'curl')] } });
    await updateFrom(path, { from });
    const [statement] = old.affecting({ ecosystem: 'Debian', release: '12', name: 'curl' });
    expect(old.header(statement?.advisory ?? 0).id).toBe('DSA-1-1');
    old.close();
  });

  it.each<[string, (path: string) => void]>([
    ['a file of something else', (path) => writeFileSync(path, 'not a database')],
    ['another format', (path) => new DatabaseSync(path).exec('PRAGMA user_version = 999')],
    ['a page overwritten', (path) => overwrite(path)],
  ])('a last database that is %s is built anew', async (_, damage) => {
    const { from, path } = await setUp();
    await updateFrom(path, { from });
    damage(path);
    const result = await updateFrom(path, { from });
    expect(states(result)).toMatchObject({ 'osv/Debian': 'loaded 1', epss: 'loaded 1' });
    expect(namesOf(path, 'Debian', '12', 'curl')).toEqual(['DSA-1-1']);
  });

  it('removes what a build that was killed left behind a day ago, and not what runs now', async () => {
    const { from, path } = await setUp();
    await mkdir(join(dirname(path), '.advisories.sqlite.build-dead'), { recursive: true });
    await updateFrom(path, { from });
    expect(readdirSync(dirname(path))).toContain('.advisories.sqlite.build-dead');
    await updateFrom(path, { from, now: () => new Date(Date.now() + 25 * 60 * 60 * 1000) });
    expect(readdirSync(dirname(path))).toEqual(['advisories.sqlite']);
  });

  it('a record over the limit is bad, and a feed over the limit fails', async () => {
    const { from, path } = await setUp({ osv: { Debian: [debian, { ...alpine, details: 'x'.repeat(5000) }] } });
    const small = await updateFrom(path, { from, limits: { ...defaultLimits, maxAdvisoryBytes: 2000 } });
    expect(small.sources[0]).toMatchObject({ records: 1, bad: 1 });
    const other = updateFrom(`${path}2`, { from, limits: { ...defaultLimits, maxFeedBytes: 100 } });
    await expect(other).rejects.toThrow(/maxFeedBytes/);
  });
});

/** Every key with its hash. */
function keysOf(path: string): Readonly<Record<string, string>> {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database
    .prepare('SELECT ecosystem, release, name, hex(hash) AS hash FROM keys JOIN scopes s ON s.id = scope')
    .all();
  database.close();
  const entries = rows.map(({ ecosystem, release, name, hash }) => [
    [ecosystem, release, name].map(String).join(' '),
    String(hash),
  ]);
  return Object.fromEntries(entries);
}

function overwrite(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 8192);
  writeFileSync(path, bytes);
}
