import { describe, expect, it } from 'vitest';
import { listing } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { chainguardSecdb } from './chainguard-secdb.ts';

describe('chainguardSecdb', () => {
  it('is one file', async () => {
    expect(await chainguardSecdb.feeds(listing())).toMatchObject([
      {
        files: [
          {
            upstream: 'https://packages.cgr.dev/chainguard/security.json',
            mirrorPath: 'chainguard-secdb/security.json',
          },
        ],
      },
    ]);
  });

  it('speaks of Chainguard, which has no releases', async () => {
    const secdb = { packages: [{ pkg: { name: 'thing', secfixes: { '1-r0': ['CVE-2026-0001'] } } }] };
    const [record] = await readFeed(chainguardSecdb, JSON.stringify(secdb));
    expect(record).toMatchObject({
      advisory: { id: 'CVE-2026-0001', affected: [{ ecosystem: 'Chainguard', packageName: 'thing' }] },
    });
    expect(record?.kind === 'advisory' && record.advisory.affected[0]).not.toHaveProperty('release');
  });
});
