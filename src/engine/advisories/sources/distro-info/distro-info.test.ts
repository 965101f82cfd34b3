import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindsOf, readFeed } from '#tests/support/feeds/read-feed.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { distroInfo } from './distro-info.ts';

const debian = { ...distroInfo, name: 'distro-info/debian' };
const heading = 'version,codename,series,created,release,eol,eol-lts,eol-elts';

describe('distroInfo', () => {
  it.each([
    [
      'a release',
      '12,Some Name,somename,2021-08-14,2023-06-10,2026-06-10,2028-06-30,2033-06-30',
      {
        cycle: '12',
        codename: 'somename',
        released: '2023-06-10',
        endOfLife: '2026-06-10',
        endOfExtendedSupport: '2033-06-30',
      },
    ],
    ['a long-term one', '24.04 LTS,Some Name,somename,2023-10-26', { cycle: '24.04', codename: 'somename' }],
    ['one without number', ',Sid,sid,1993-08-16', { cycle: 'sid', codename: 'sid' }],
  ])('reads %s', async (_, line, cycle) => {
    expect(await readFeed(debian, `${heading}\n${line}\n`)).toEqual([
      { kind: 'release-cycle', cycle: { product: 'debian', ...cycle } },
    ]);
  });

  it('names a line that is none', async () => {
    expect(kindsOf(await readFeed(debian, `${heading}\nx\n`))).toEqual(['bad']);
  });

  it.each([[''], ['<html>'], ['a,b\n1,2']])('throws for %j', async (text) => {
    await expect(readFeed(debian, text)).rejects.toThrow(FeedFault);
  });

  it.skipIf(missingShared('feeds/distro-info')).each(['debian', 'ubuntu'])(
    'reads all of the real list of %s [needs ../shared]',
    async (distro) => {
      const source = { ...distroInfo, name: `distro-info/${distro}` };
      const records = await readFeed(source, readFileSync(join(sharedDirectory, `feeds/distro-info/${distro}.csv`)));
      expect(records.length).toBeGreaterThan(20);
      expect(new Set(kindsOf(records))).toEqual(new Set(['release-cycle']));
    },
  );
});
