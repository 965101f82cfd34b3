import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { cvssList } from './cvss-list.ts';

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const line = (cve: unknown, source: string, score = vector) => JSON.stringify({ cve, vectors: [{ score, source }] });

describe('cvssList', () => {
  it('is there for mirrors only', async () => {
    expect(await cvssList.feeds(listing())).toEqual([]);
    expect(await cvssList.feeds(listing({ mirror: mirrorOf() }))).toMatchObject([{ optional: true }]);
  });

  it.each([
    ['cisa-vulnrichment:adp', 'CISA-ADP'],
    ['cisa-vulnrichment:cna', 'CNA'],
    ['somebody', 'somebody'],
    ['', 'unknown'],
  ])('says that a vector of %j is by %s', async (source, by) => {
    expect(await readFeed(cvssList, line('CVE-2026-0001', source))).toEqual([
      {
        kind: 'vulnerability',
        vulnerability: {
          vulnerabilityId: 'CVE-2026-0001',
          severities: [{ by, kind: 'cvss3', severity: 'critical', score: 9.8, vector }],
          cwes: [],
        },
      },
    ]);
  });

  it.each([
    ['no JSON', 'x'],
    ['no CVE', line('x', 'a')],
    ['no valid vector', line('CVE-2026-0001', 'a', 'CVSS:3.1/x')],
  ])('names a line with %s', async (_, text) => {
    expect(await readFeed(cvssList, `\n${text}\n`)).toEqual([
      { kind: 'bad', name: 'line 2', reason: 'has no CVE with a valid vector' },
    ]);
  });

  it('stops at the limits', async () => {
    const text = `${line('CVE-2026-0001', 'a')}\n`.repeat(3);
    await expect(readFeed(cvssList, text, { maxFeedRecords: 2 })).rejects.toThrow(FeedFault);
    await expect(readFeed(cvssList, 'x'.repeat(3_000_000))).rejects.toThrow(/has a line of more than/);
  });
});
