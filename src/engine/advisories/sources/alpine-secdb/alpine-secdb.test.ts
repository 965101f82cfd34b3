import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { alpineSecdb } from './alpine-secdb.ts';

describe('alpineSecdb', () => {
  it('has a feed of two files for each branch, none of which must be there', async () => {
    const feeds = await alpineSecdb.feeds(listing());
    expect(feeds.every(({ optional }) => optional)).toBe(true);
    expect(feeds.find(({ name }) => name === 'alpine-secdb/v3.9')?.files).toEqual([
      { upstream: 'https://secdb.alpinelinux.org/v3.9/main.json', mirrorPath: 'alpine-secdb/v3.9/main.json' },
      { upstream: 'https://secdb.alpinelinux.org/v3.9/community.json', mirrorPath: 'alpine-secdb/v3.9/community.json' },
    ]);
  });

  it('takes branches of a mirror that it does not know, and nothing else', async () => {
    const feeds = await alpineSecdb.feeds(
      listing({ mirror: mirrorOf({ 'alpine-secdb': ['v3.99', '..', 'v3', 'v3.9'] }) }),
    );
    const names = feeds.map(({ name }) => name);
    expect(names.filter((name) => name === 'alpine-secdb/v3.99' || name === 'alpine-secdb/v3.9')).toHaveLength(2);
    expect(names.filter((name) => name.includes('..') || name.endsWith('/v3'))).toEqual([]);
  });

  it('reads a branch as the release of that name', async () => {
    const secdb = { packages: [{ pkg: { name: 'thing', secfixes: { '1-r0': ['CVE-2026-0001'] } } }] };
    const source = { ...alpineSecdb, name: 'alpine-secdb/v3.9' };
    expect(await readFeed(source, JSON.stringify(secdb))).toMatchObject([
      { advisory: { id: 'ALPINE-CVE-2026-0001', affected: [{ ecosystem: 'Alpine', release: 'v3.9' }] } },
    ]);
  });
});
