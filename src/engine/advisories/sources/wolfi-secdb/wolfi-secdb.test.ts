import { describe, expect, it } from 'vitest';
import { listing } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { wolfiSecdb } from './wolfi-secdb.ts';

describe('wolfiSecdb', () => {
  it('is one file', async () => {
    expect(await wolfiSecdb.feeds(listing())).toMatchObject([
      { files: [{ upstream: 'https://packages.wolfi.dev/os/security.json', mirrorPath: 'wolfi-secdb/security.json' }] },
    ]);
  });

  it('speaks of Wolfi, which has no releases', async () => {
    const secdb = { packages: [{ pkg: { name: 'thing', secfixes: { '1-r0': ['CVE-2026-0001'] } } }] };
    const [record] = await readFeed(wolfiSecdb, JSON.stringify(secdb));
    expect(record).toMatchObject({
      advisory: { id: 'CVE-2026-0001', affected: [{ ecosystem: 'Wolfi', packageName: 'thing' }] },
    });
    expect(record?.kind === 'advisory' && record.advisory.affected[0]).not.toHaveProperty('release');
  });
});
