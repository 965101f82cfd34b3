import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { writeZip } from '#tests/support/feeds/zip-writer.ts';
import type { AdvisorySource } from '../advisory-source.ts';
import { FeedFault } from '../feeds/feed-fault.ts';
import { advisorySources } from './index.ts';

const nested = (depth: number) => `{"a":${'['.repeat(depth)}1${']'.repeat(depth)}}`;
const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256));

const hostile: [string, Uint8Array | string][] = [
  ['nothing', ''],
  ['HTML', '<!doctype html><html><body>Sign in</body></html>'],
  ['a JSON null', 'null'],
  ['an empty object', '{}'],
  ['an empty array', '[]'],
  ['an error of an API', '{"message":"rate limit exceeded","vulnerabilities":null}'],
  ['200 levels of JSON', nested(200)],
  ['a million brackets', '['.repeat(1_000_000)],
  ['noise', noise],
  ['noise in gzip', gzipSync(noise)],
  ['gzip cut short', gzipSync(noise).subarray(0, 100)],
  ['zstd cut short', zstdCompressSync(noise).subarray(0, 100)],
  ['a zip with a way out', writeZip([{ name: '../../evil.json', content: '{}' }])],
  ['a zip that is cut short', writeZip([{ name: 'CVE-2026-0001.json', content: nested(200) }]).subarray(0, 60)],
  ['a line without end', 'x'.repeat(2_000_000)],
  ['a bomb', gzipSync(Buffer.alloc(20_000_000, 0x20))],
];

/** What comes of a feed: faults and bad records only, where nothing in it can be read. */
async function outcome(source: AdvisorySource, bytes: Uint8Array | string): Promise<readonly string[]> {
  const [feed] = await source.feeds(listing({ knownEcosystems: ['npm'], mirror: mirrorOf() }));
  const named = { ...source, name: feed?.name ?? source.name };
  try {
    const records = await readFeed(named, bytes, { maxFeedUnpackedBytes: 10_000_000, maxAdvisoryBytes: 1_000_000 });
    return records.map(({ kind }) => kind);
  } catch (error) {
    if (error instanceof FeedFault) return [];
    throw error;
  }
}

describe.each(advisorySources.map((source) => [source.name, source] as const))('%s', (_, source) => {
  it.each(hostile)('makes nothing of %s, and throws nothing but a fault', async (_name, bytes) => {
    expect((await outcome(source, bytes)).filter((kind) => kind !== 'bad')).toEqual([]);
  });

  it('says where it comes from and under which licence', () => {
    expect(source.homepage).toMatch(/^https:\/\//);
    expect(source.licence).not.toBe('');
  });

  it('asks publishers over https only, and never leaves the mirror', async () => {
    const readUpstream = async () => 'csaf_vex_2026-02-03.tar.zst';
    const feeds = await source.feeds(
      listing({ knownEcosystems: ['npm'], wantedEcosystems: ['Red Hat'], readUpstream }),
    );
    for (const { upstream, mirrorPath } of feeds.flatMap(({ files }) => files)) {
      expect(upstream).toMatch(/^https:\/\/[^/]+\/\S+$/);
      expect(mirrorPath).toMatch(/^[^/.][^\\]*$/);
      expect(mirrorPath).not.toContain('..');
    }
  });
});
