import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { kindsOf, readFeed } from '#tests/support/feeds/read-feed.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { nvd } from './nvd.ts';

describe('nvd', () => {
  it('is a file for each year since 2002', async () => {
    const feeds = await nvd.feeds(listing());
    expect([feeds.length, feeds[0]?.name, feeds.at(-1)?.files[0]?.upstream]).toEqual([
      25,
      'nvd/nvdcve-2.0-2002',
      'https://nvd.nist.gov/feeds/json/cve/2.0/nvdcve-2.0-2026.json.gz',
    ]);
  });

  it('is whatever pages a mirror holds, and the years where it cannot tell', async () => {
    const mirror = mirrorOf({ nvd: ['page-1.json', 'nvdcve-2.0-2024.json.gz', '../x.json', 'README'] });
    expect((await nvd.feeds(listing({ mirror }))).map(({ name }) => name)).toEqual([
      'nvd/page-1',
      'nvd/nvdcve-2.0-2024',
    ]);
    const blind = await nvd.feeds(listing({ mirror: mirrorOf() }));
    expect([blind.length, blind.every(({ optional }) => optional)]).toEqual([25, true]);
  });

  it('reads a page, naming the members that it cannot read', async () => {
    const page = { format: 'NVD_CVE', vulnerabilities: [{ cve: { id: 'CVE-2026-0001' } }, { cve: {} }, 7] };
    const records = await readFeed(nvd, gzipSync(JSON.stringify(page)));
    expect(kindsOf(records)).toEqual(['vulnerability', 'bad', 'bad']);
    expect(records[1]).toEqual({ kind: 'bad', name: 'vulnerabilities[1]', reason: 'has no CVE' });
  });

  it.each([
    ['the layout before 2.0', '{"CVE_Items":[]}'],
    ['HTML', '<html>'],
    ['half a page', '{"vulnerabilities":[{"cve":{"id":"CVE-2026-0001"'],
  ])('throws for %s', async (_, text) => {
    await expect(readFeed(nvd, text)).rejects.toThrow(FeedFault);
  });

  const samples = ['stackrox-nvd-2.0-feed.json.gz', 'vunnel-nvd-2.0-full-page.json.gz'];
  it.skipIf(missingShared('feeds/nvd-samples')).each(samples)(
    'reads all of the real %s [needs ../shared]',
    async (name) => {
      const records = await readFeed(nvd, readFileSync(join(sharedDirectory, 'feeds/nvd-samples', name)));
      expect(records.length).toBeGreaterThan(30);
      expect(new Set(kindsOf(records))).toEqual(new Set(['vulnerability']));
    },
  );
});
