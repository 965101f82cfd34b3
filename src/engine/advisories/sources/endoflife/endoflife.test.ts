import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { endoflife } from './endoflife.ts';

// The product is the name of the file, which is "feed" for a feed that a test makes.
const read = (cycles: unknown) => readFeed(endoflife, JSON.stringify(cycles));

describe('endoflife', () => {
  it('is a file for each product that is known, or that a mirror holds', async () => {
    const [feed] = await endoflife.feeds(listing());
    expect(feed?.files).toContainEqual({
      upstream: 'https://endoflife.date/api/debian.json',
      mirrorPath: 'endoflife/api/debian.json',
    });
    const mirror = mirrorOf({ 'endoflife/api': ['a.json', '../b.json', 'c.txt'] });
    const [mirrored] = await endoflife.feeds(listing({ mirror }));
    expect(mirrored?.files.map(({ mirrorPath }) => mirrorPath)).toEqual(['endoflife/api/a.json']);
    expect(await endoflife.feeds(listing({ mirror: mirrorOf({}) }))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'days',
      {
        cycle: '12',
        codename: 'Somename',
        releaseDate: '2023-06-10',
        support: '2024-01-01',
        eol: '2026-06-10',
        extendedSupport: '2028-06-30',
        latest: '12.9',
        latestReleaseDate: '2026-01-10',
      },
      {
        cycle: '12',
        codename: 'Somename',
        released: '2023-06-10',
        endOfActiveSupport: '2024-01-01',
        endOfLife: '2026-06-10',
        endOfExtendedSupport: '2028-06-30',
        latest: '12.9',
        latestReleased: '2026-01-10',
      },
    ],
    [
      'what has not ended',
      { cycle: '1', eol: false, support: true },
      { cycle: '1', endOfLife: false, endOfActiveSupport: false },
    ],
    [
      'what has ended',
      { cycle: '1', eol: true, support: false },
      { cycle: '1', endOfLife: true, endOfActiveSupport: true },
    ],
    ['a number', { cycle: 1.2 }, { cycle: '1.2' }],
    ['dates that are none', { cycle: '1', eol: '2026-99-99', releaseDate: 'soon' }, { cycle: '1' }],
  ])('reads %s', async (_, value, expected) => {
    expect(await read([value])).toEqual([{ kind: 'release-cycle', cycle: { product: 'feed', ...expected } }]);
  });

  it('names what is no cycle', async () => {
    expect(await read([{}, 'x'])).toEqual([
      { kind: 'bad', name: 'feed [0]', reason: 'is no release cycle' },
      { kind: 'bad', name: 'feed [1]', reason: 'is no release cycle' },
    ]);
  });

  it.each([['<html>'], ['[{"cycle"']])('throws for %s', async (text) => {
    await expect(readFeed(endoflife, text)).rejects.toThrow(FeedFault);
  });
});
