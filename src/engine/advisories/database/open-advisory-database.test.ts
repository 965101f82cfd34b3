import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { affectedBefore, writeMirror } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { databaseOf, record, updateFrom } from '#tests/support/feeds/update.ts';
import { AdvisoryError } from '../advisory-error.ts';
import { openAdvisoryDatabase } from './open-advisory-database.ts';

const ghsa = (id: string, rest: Record<string, unknown> = {}) =>
  record(id, 'npm', 'thing', { fixed: '2.0.0', ...rest });

describe('openAdvisoryDatabase', () => {
  it.each<[string, (path: string) => void, string]>([
    ['missing', () => undefined, 'advisories/no-database'],
    ['empty', (path) => writeFileSync(path, ''), 'advisories/database-corrupt'],
    ['text', (path) => writeFileSync(path, 'text '.repeat(1000)), 'advisories/database-corrupt'],
    [
      'a database of something else',
      (path) => new DatabaseSync(path).exec('CREATE TABLE a (b)'),
      'advisories/database-corrupt',
    ],
    ['a directory', () => undefined, 'advisories/database-corrupt'],
  ])('a file that is %s is refused, with what to do', (name, write, code) => {
    const directory = temporaryDirectory();
    const path = name === 'a directory' ? directory : join(directory, 'a.sqlite');
    write(path);
    const open = () => openAdvisoryDatabase(path);
    expect(open).toThrow(AdvisoryError);
    expect(open).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('plimsoll advisories update') }),
    );
  });

  it('a whole file is opened; another format, and any cut, is refused', async () => {
    const directory = temporaryDirectory();
    const from = await writeMirror(join(directory, 'mirror'), { osv: { npm: [ghsa('GHSA-1')] } });
    const { path } = await updateFrom(join(directory, 'a.sqlite'), { from, sample: true });
    expect(openAdvisoryDatabase(path).status()).toMatchObject({
      builtAt: '2026-02-03T04:05:06.000Z',
      revision: 1,
      sample: true,
      sources: [{ name: 'osv/npm', fetchedAt: '2026-02-03T04:05:06.000Z', records: 1 }],
      failures: [{ name: 'cisa-kev' }, { name: 'epss' }, { name: 'exploitdb' }],
    });
    const whole = readFileSync(path);
    for (const length of [100, 8192, whole.length - 8192, whole.length - 1]) {
      writeFileSync(join(directory, 'cut.sqlite'), whole.subarray(0, length));
      expect(() => openAdvisoryDatabase(join(directory, 'cut.sqlite'))).toThrow(AdvisoryError);
    }
    const other = new DatabaseSync(path);
    other.exec('PRAGMA user_version = 999');
    other.close();
    expect(() => openAdvisoryDatabase(path)).toThrow(/has format 999/);
  });

  it('a page that is found damaged later is said to be', async () => {
    const directory = temporaryDirectory();
    const database = await databaseOf(directory, { osv: { npm: [ghsa('GHSA-1')] } });
    database.close();
    const path = join(directory, 'advisories.sqlite');
    const bytes = readFileSync(path);
    // The roots of the tables after the first page; the feeds and the facts are read when it is opened.
    const damaged = Buffer.from(bytes);
    const reader = new DatabaseSync(path, { readOnly: true });
    const page = Number(reader.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'keys'").get()?.rootpage);
    reader.close();
    damaged.fill(0xff, (page - 1) * 8192, page * 8192);
    writeFileSync(path, damaged);
    const opened = openAdvisoryDatabase(path);
    expect(() => opened.affecting({ ecosystem: 'npm', name: 'thing' })).toThrow(
      expect.objectContaining({ code: 'advisories/database-corrupt' }),
    );
    opened.close();
  });
});

describe('an advisory database', () => {
  it('gives statements back as they were written', async () => {
    const events = [
      { introduced: '0' },
      { fixed: '1.0' },
      { introduced: '2.0' },
      { last_affected: '2.5' },
      { limit: '3.0' },
    ];
    const database = await databaseOf(temporaryDirectory(), {
      osv: {
        npm: [
          {
            id: 'X-1',
            affected: [
              {
                package: { ecosystem: 'npm', name: 'thing' },
                ranges: [
                  { type: 'SEMVER', events },
                  { type: 'GIT', events: [{ introduced: 'abc' }] },
                ],
                versions: ['0.1', '2.1'],
              },
              { package: { ecosystem: 'npm', name: 'thing' }, versions: ['7'] },
              {
                package: { ecosystem: 'npm', name: 'thing' },
                ranges: [{ type: 'GIT', events: [{ introduced: 'abc' }] }],
              },
            ],
          },
        ],
      },
    });
    expect(database.affecting({ ecosystem: 'npm', name: 'thing' }).map(({ affected }) => affected)).toEqual([
      {
        ranges: [
          {
            kind: 'semver',
            events: [
              { introduced: '0' },
              { fixed: '1.0' },
              { introduced: '2.0' },
              { lastAffected: '2.5' },
              { limit: '3.0' },
            ],
          },
        ],
        versions: [],
        severities: [],
      },
      { ranges: [], versions: ['7'], severities: [] },
    ]);
    expect(database.advisory('X-1')?.affected).toHaveLength(3);
    expect(database.advisory('X-2')).toBeUndefined();
    database.close();
  });

  it('looks releases up, and entries without a release for all of them', async () => {
    const entry = (ecosystem: string, id: string) => record(id, ecosystem, 'curl', { fixed: '1' });
    const database = await databaseOf(temporaryDirectory(), {
      osv: { Debian: [entry('Debian:12', 'D-12'), entry('Debian:13', 'D-13'), entry('Debian', 'D-ALL')] },
    });
    const ids = (release?: string) =>
      database
        .affecting({ ecosystem: 'Debian', name: 'curl', ...(release !== undefined && { release }) })
        .map(({ advisory }) => database.header(advisory).id)
        .toSorted();
    expect([ids('12'), ids('11'), ids()]).toEqual([['D-12', 'D-ALL'], ['D-ALL'], ['D-ALL']]);
    database.close();
  });

  it('keeps withdrawn advisories and bug fixes for reading and matches neither', async () => {
    const erratum = (id: string, related: string[]) => ({
      ...record(id, 'AlmaLinux:9', 'bash', { fixed: '5-1' }),
      related,
    });
    const database = await databaseOf(temporaryDirectory(), {
      osv: {
        npm: [ghsa('GHSA-1', { withdrawn: '2026-01-01T00:00:00Z' })],
        AlmaLinux: [erratum('ALBA-2026:1', []), erratum('ALBA-2026:2', ['CVE-2026-0001']), erratum('ALSA-2026:3', [])],
      },
    });
    expect(database.affecting({ ecosystem: 'npm', name: 'thing' })).toEqual([]);
    expect(database.advisory('GHSA-1')?.withdrawn).toBe('2026-01-01T00:00:00.000Z');
    expect(database.affecting({ ecosystem: 'AlmaLinux', release: '9', name: 'bash' })).toHaveLength(2);
    expect(database.advisory('ALBA-2026:1')?.id).toBe('ALBA-2026:1');
    database.close();
  });

  it('an advisory that several feeds carry is given in its newest form', async () => {
    const at = (modified: string) => ({
      ...ghsa('GHSA-1', { modified, summary: modified }),
      affected: [affectedBefore('npm', 'thing'), affectedBefore('Debian:12', 'node-thing')],
    });
    const database = await databaseOf(temporaryDirectory(), {
      osv: { npm: [at('2026-02-01T00:00:00Z')], Debian: [at('2026-03-01T00:00:00Z')] },
    });
    expect(database.advisory('GHSA-1')?.summary).toBe('2026-03-01T00:00:00Z');
    database.close();
  });

  it('rates a CVE by advisories about it alone', async () => {
    const severity = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }];
    const database = await databaseOf(temporaryDirectory(), {
      osv: {
        npm: [
          ghsa('GHSA-1', { aliases: ['CVE-2026-0001'], severity }),
          ghsa('GHSA-2', { aliases: ['CVE-2026-0002', 'CVE-2026-0003'], severity }),
        ],
      },
    });
    expect(database.vulnerability('CVE-2026-0001').ratings).toMatchObject([{ by: 'GitHub', score: 9.8 }]);
    expect(database.vulnerability('CVE-2026-0002').ratings).toEqual([]);
    database.close();
  });

  it('a hundred and more advisories are each found in their block', async () => {
    const many = Array.from({ length: 120 }, (_, index) =>
      ghsa(`GHSA-${index}`, { details: `${index} `.repeat(2000) }),
    );
    const database = await databaseOf(temporaryDirectory(), { osv: { npm: many } });
    for (const [index, { id }] of many.entries())
      expect(database.advisory(id)?.details).toMatch(new RegExp(`^${index} `));
    database.close();
  });
});
