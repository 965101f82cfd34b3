import { describe, expect, it } from 'vitest';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { ubuntuUsn } from './ubuntu-usn.ts';

const read = (value: unknown) => readFeed(ubuntuUsn, JSON.stringify(value));

describe('ubuntuUsn', () => {
  it('reads the source packages of a notice in each release', async () => {
    const notice = {
      title: 'Thing vulnerability',
      description: 'Things break.\n',
      cves: ['CVE-2026-0001', 'https://launchpad.net/bugs/1'],
      timestamp: 1_767_312_000.5,
      releases: {
        noble: { sources: { thing: { version: '1.2-3ubuntu0.1' }, other: {} }, binaries: {} },
        'esm-infra/xenial': { sources: { thing: { version: '1.0-1ubuntu0.1~esm1' } } },
        natty: { sources: { thing: { version: '1' } } },
      },
    };
    expect(await read({ '1-1': notice })).toEqual([
      {
        kind: 'advisory',
        advisory: expect.objectContaining({
          id: 'USN-1-1',
          upstream: ['CVE-2026-0001'],
          summary: 'Thing vulnerability',
          published: '2026-01-02T00:00:00.500Z',
          affected: [
            expect.objectContaining({
              release: '24.04:LTS',
              packageName: 'thing',
              ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed: '1.2-3ubuntu0.1' }] }],
            }),
            expect.objectContaining({ release: '16.04:LTS', qualifiers: { channel: 'esm-infra' } }),
          ],
        }),
      },
    ]);
  });

  it.each([
    ['no number', { x: { releases: {} } }, 'x'],
    ['no releases', { '1-1': {} }, '1-1'],
    ['a text', { '1-1': 'x' }, '1-1'],
  ])('names a notice with %s', async (_, value, name) => {
    expect(await read(value)).toEqual([{ kind: 'bad', name, reason: expect.any(String) }]);
  });

  it.each([['<html>'], ['{"1-1":{']])('throws for %s', async (text) => {
    await expect(readFeed(ubuntuUsn, text)).rejects.toThrow(FeedFault);
  });
});
