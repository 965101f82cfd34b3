import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Limits } from '#core/limits.ts';
import { kindsOf, readFeed } from '#tests/support/feeds/read-feed.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { epss } from './epss.ts';

const heading = '#model_version:v2026.06.15,score_date:2026-08-16T12:00:00Z\ncve,epss,percentile\n';

const read = (bytes: Uint8Array | string, limits: Partial<Limits> = {}) => readFeed(epss, bytes, limits);

describe('epss', () => {
  it('reads scores, with the day of the file', async () => {
    expect(await read(gzipSync(`${heading}CVE-1999-0001,0.03351,0.8765\n`))).toEqual([
      {
        kind: 'exploit',
        signal: { vulnerabilityId: 'CVE-1999-0001', epss: { score: 0.03351, percentile: 0.8765, date: '2026-08-16' } },
      },
    ]);
  });

  it('reads it unpacked, with carriage returns, columns in another order, and without a last line end', async () => {
    const records = await read('percentile,cve,epss\r\n0.5,CVE-2020-1234,0.1\r\n0.6,CVE-2020-12345,0.2');
    expect(records.map((record) => record.kind === 'exploit' && record.signal.epss)).toEqual([
      { score: 0.1, percentile: 0.5 },
      { score: 0.2, percentile: 0.6 },
    ]);
  });

  it.each(['CVE-1,0.1,0.1', 'CVE-2020-1234,,0.1', 'CVE-2020-1234,1.1,0.1', 'CVE-2020-1234,0.1', 'CVE-2020-1234,x,0.1'])(
    'counts the line "%s" as bad and reads on',
    async (line) => {
      const records = await read(`${heading}${line}\nCVE-2020-1,0.1,0.2\nCVE-2020-0001,0.1,0.2\n`);
      expect(kindsOf(records)).toEqual(['bad', 'bad', 'exploit']);
    },
  );

  it.each<[string, Uint8Array | string]>([
    ['empty', ''],
    ['a page of HTML', '<!doctype html>\n<p>sign in</p>\n'],
    ['cut gzip', gzipSync(`${heading}${'CVE-2020-0001,0.1,0.2\n'.repeat(1000)}`).subarray(0, 100)],
    ['one endless line', `${heading}${'x'.repeat(5000)}`],
  ])('throws for a file that is %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toThrow(FeedFault);
  });

  it('stops at the limits', async () => {
    const bomb = gzipSync(heading + 'CVE-2020-0001,0.1,0.2\n'.repeat(10_000));
    await expect(read(bomb, { maxFeedUnpackedBytes: 1000 })).rejects.toThrow(/maxFeedUnpackedBytes/);
    await expect(read(bomb, { maxFeedRecords: 100 })).rejects.toThrow(/100 lines/);
  });
});
