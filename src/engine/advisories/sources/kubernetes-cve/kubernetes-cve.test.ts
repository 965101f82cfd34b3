import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { osvZip } from '#tests/support/feeds/mirror.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { record } from '#tests/support/feeds/update.ts';
import { kubernetesCve } from './kubernetes-cve.ts';

describe('kubernetesCve', () => {
  it('is the archive of the repository, or the records of a mirror', async () => {
    const files = async (rest = {}) => (await kubernetesCve.feeds(listing(rest)))[0]?.files;
    expect(await files()).toMatchObject([
      { mirrorPath: 'kubernetes-cve.zip', upstream: expect.stringContaining('vuln-list-k8s') },
    ]);
    const mirror = mirrorOf({ 'kubernetes-cve': ['CVE-2026-0001.json', 'README.md'] });
    expect(await files({ mirror })).toEqual([{ mirrorPath: 'kubernetes-cve/CVE-2026-0001.json' }]);
    expect(await files({ mirror: mirrorOf() })).toMatchObject([{ mirrorPath: 'kubernetes-cve.zip' }]);
  });

  it('reads records of an ecosystem of its own', async () => {
    const zip = osvZip([record('CVE-2026-0001', 'kubernetes', 'k8s.io/kubelet', { fixed: '1.30.1' })]);
    expect(await readFeed(kubernetesCve, zip)).toMatchObject([
      { advisory: { id: 'CVE-2026-0001', affected: [{ ecosystem: 'kubernetes', packageName: 'k8s.io/kubelet' }] } },
    ]);
    expect(kubernetesCve.speaksFor?.('kubernetes-cve', 'Go')).toBe(false);
  });
});
