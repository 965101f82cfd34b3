import { describe, expect, it } from 'vitest';
import type { Limits } from '#core/limits.ts';
import { kindsOf, readFeed } from '#tests/support/feeds/read-feed.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { cisaKev } from './cisa-kev.ts';

const read = (bytes: Uint8Array | string, limits: Partial<Limits> = {}) => readFeed(cisaKev, bytes, limits);

describe('cisaKev', () => {
  it('reads when an entry was added, is due, and whether ransomware uses it', async () => {
    const entries = [
      { cveID: 'CVE-2021-44228', dateAdded: '2021-12-10', dueDate: '2021-12-24', knownRansomwareCampaignUse: 'Known' },
      { cveID: 'CVE-2022-0001', dateAdded: '2022-01-01', knownRansomwareCampaignUse: 'Unknown' },
    ];
    expect(await read(JSON.stringify({ vulnerabilities: entries }))).toEqual([
      {
        kind: 'exploit',
        signal: {
          vulnerabilityId: 'CVE-2021-44228',
          knownExploited: { dateAdded: '2021-12-10', dueDate: '2021-12-24', ransomware: true },
        },
      },
      {
        kind: 'exploit',
        signal: { vulnerabilityId: 'CVE-2022-0001', knownExploited: { dateAdded: '2022-01-01', ransomware: false } },
      },
    ]);
  });

  it.each([[null], ['CVE-2022-0001'], [{ cveID: 'CVE-2022-0001' }], [{ cveID: 'x', dateAdded: '2022-01-01' }]])(
    'counts %j as bad',
    async (entry) => {
      expect(kindsOf(await read(JSON.stringify({ vulnerabilities: [entry] })))).toEqual(['bad']);
    },
  );

  it.each([
    ['nothing', ''],
    ['HTML', '<p>'],
    ['another object', '{}'],
    ['cut short', '{"vulnerabilities":[{"cveID"'],
  ])('throws for %s', async (_, text) => {
    await expect(read(text)).rejects.toThrow(FeedFault);
  });

  it('stops at the limit', async () => {
    const limits = { maxAdvisoryBytes: 10 };
    await expect(read('{"vulnerabilities":[]}', limits)).rejects.toThrow(FeedFault);
  });
});
