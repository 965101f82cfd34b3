import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import type { FeedRecord } from '../advisory-source.ts';
import { FeedFault } from '../feeds/feed-fault.ts';
import { readSecdb, type SecdbPublisher } from './read-secdb.ts';

const alpine = { ecosystem: 'Alpine', release: 'v3.9', idPrefix: 'ALPINE-' };

async function read(text: string, publisher: SecdbPublisher = alpine): Promise<readonly FeedRecord[]> {
  const path = join(temporaryDirectory(), 'main.json');
  writeFileSync(path, text);
  const feed = { name: 'secdb', files: [{ name: 'main.json', path }] };
  const records: FeedRecord[] = [];
  const context = { limits: defaultLimits, signal: new AbortController().signal };
  for await (const record of readSecdb(feed, publisher, context)) records.push(record);
  return records;
}

const secdb = (secfixes: unknown, name: unknown = 'thing') =>
  JSON.stringify({ distroversion: 'v3.9', packages: [{ pkg: { name, secfixes } }] });
const named = async (flaw: string, publisher?: SecdbPublisher) =>
  (await read(secdb({ '1.0-r0': [flaw] }), publisher)).map((record) =>
    record.kind === 'advisory'
      ? [record.advisory.id, ...record.advisory.upstream, ...record.advisory.aliases]
      : [record.kind],
  );

describe('readSecdb', () => {
  it('reads one advisory for each package and flaw', async () => {
    expect(await read(secdb({ '1.2-r3': ['CVE-2026-0001'] }))).toEqual([
      {
        kind: 'advisory',
        advisory: expect.objectContaining({
          id: 'ALPINE-CVE-2026-0001',
          source: 'secdb',
          upstream: ['CVE-2026-0001'],
          affected: [
            {
              ecosystem: 'Alpine',
              release: 'v3.9',
              packageName: 'thing',
              versions: [],
              severities: [],
              ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed: '1.2-r3' }] }],
            },
          ],
        }),
      },
    ]);
  });

  it('takes version 0 as not affected, whatever version there is', async () => {
    expect(await read(secdb({ 0: ['CVE-2026-0001'] }))).toMatchObject([
      { advisory: { affected: [{ status: 'not-affected', ranges: [{ events: [{ introduced: '0' }] }] }] } },
    ]);
  });

  it.each([
    ['one name', 'CVE-2026-0001', [['ALPINE-CVE-2026-0001', 'CVE-2026-0001']]],
    ['two names of one flaw', 'CVE-2026-0001 XSA-1', [['ALPINE-CVE-2026-0001', 'CVE-2026-0001', 'XSA-1']]],
    [
      'two CVEs and a name of both',
      'CVE-2026-0001 CVE-2026-0002 XSA-1',
      [
        ['ALPINE-CVE-2026-0001', 'CVE-2026-0001'],
        ['ALPINE-CVE-2026-0002', 'CVE-2026-0002'],
      ],
    ],
    ['no CVE', 'XSA-248', [['XSA-248']]],
    ['a placeholder', 'CVE-????-????? TS-2024-1', [['TS-2024-1']]],
    ['nothing', '', [['bad']]],
  ])('understands %s', async (_, flaw, expected) => {
    expect(await named(flaw)).toEqual(expected);
  });

  it('names flaws as they are where the distro has no pages of its own', async () => {
    expect(await named('CVE-2026-0001 GHSA-x', { ecosystem: 'Wolfi', idPrefix: '' })).toEqual([
      ['CVE-2026-0001', 'GHSA-x'],
    ]);
  });

  it('takes null as no flaws', async () => {
    expect(await read(secdb({ '1.0-r0': null }))).toEqual([]);
  });

  it.each([
    ['no package', '{"packages":[1]}', '(no name)'],
    ['no name', secdb({}, 7), '(no name)'],
    ['no secfixes', secdb(undefined), 'thing'],
    ['flaws that are no list', secdb({ '1.0-r0': 'CVE-2026-0001' }), 'thing 1.0-r0'],
  ])('names %s', async (_, text, name) => {
    expect(await read(text)).toEqual([{ kind: 'bad', name, reason: expect.any(String) }]);
  });

  it.each([['<html>'], ['{}'], ['{"packages":[{"pkg"']])('throws for %s', async (text) => {
    await expect(read(text)).rejects.toThrow(FeedFault);
  });
});
