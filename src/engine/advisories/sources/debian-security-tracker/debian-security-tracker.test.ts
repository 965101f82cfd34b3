import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { debianSecurityTracker } from './debian-security-tracker.ts';

const read = (value: unknown) => readFeed(debianSecurityTracker, JSON.stringify(value));

/** What is said of a source package in bookworm. */
async function affectedIn(release: Readonly<Record<string, unknown>>) {
  const [record] = await read({ thing: { 'CVE-2026-0001': { releases: { bookworm: release } } } });
  return record?.kind === 'advisory' ? record.advisory.affected[0] : record;
}

describe('debianSecurityTracker', () => {
  it('reads an entry under the id that OSV gives it, once for each release that is a distro', async () => {
    const entry = {
      description: 'A flaw\nwith more to say',
      scope: 'remote',
      releases: {
        bookworm: { status: 'resolved', fixed_version: '1.2-3+deb12u1', urgency: 'medium**', repositories: {} },
        sid: { status: 'open', urgency: 'not yet assigned' },
        'bookworm-backports': { status: 'open', urgency: 'low' },
      },
    };
    expect(await read({ thing: { 'CVE-2026-0001': entry } })).toEqual([
      {
        kind: 'advisory',
        advisory: expect.objectContaining({
          id: 'DEBIAN-CVE-2026-0001',
          source: 'debian-security-tracker',
          upstream: ['CVE-2026-0001'],
          summary: 'A flaw',
          affected: [
            {
              ecosystem: 'Debian',
              release: '12',
              packageName: 'thing',
              versions: [],
              ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed: '1.2-3+deb12u1' }] }],
              severities: [{ by: 'Debian', kind: 'vendor', severity: 'medium' }],
            },
            expect.objectContaining({
              release: 'sid',
              severities: [],
              ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }] }],
            }),
          ],
        }),
      },
    ]);
  });

  it.each([
    [
      'fixed in 0 as never affected',
      { status: 'resolved', fixed_version: '0', urgency: 'unimportant' },
      { status: 'not-affected' },
    ],
    ['open', { status: 'open', urgency: 'low' }, { severities: [{ by: 'Debian', kind: 'vendor', severity: 'low' }] }],
    [
      'unimportant as negligible',
      { status: 'open', urgency: 'unimportant' },
      { severities: [{ by: 'Debian', kind: 'vendor', severity: 'negligible' }] },
    ],
    [
      'no-dsa',
      { status: 'open', nodsa: 'Minor', nodsa_reason: '' },
      { fix: { state: 'not-fixed', reason: 'no-dsa: Minor' } },
    ],
    [
      'postponed',
      { status: 'open', nodsa: 'Later', nodsa_reason: 'postponed' },
      { fix: { state: 'not-fixed', reason: 'postponed: Later' } },
    ],
    [
      'ignored',
      { status: 'open', nodsa: 'Too intrusive', nodsa_reason: 'ignored' },
      { fix: { state: 'wont-fix', reason: 'ignored: Too intrusive' } },
    ],
    [
      'end of life',
      { status: 'open', urgency: 'end-of-life' },
      { fix: { state: 'wont-fix', reason: 'end-of-life' }, severities: [] },
    ],
    [
      'undetermined',
      { status: 'undetermined', urgency: 'not yet assigned' },
      { status: 'under-investigation', severities: [] },
    ],
  ])('takes %s', async (_, release, expected) => {
    expect(await affectedIn(release)).toMatchObject(expected);
  });

  it('keeps a flaw that has no CVE yet under its own name', async () => {
    const [record] = await read({ thing: { 'TEMP-0000001-ABCDEF': { releases: {} } } });
    expect(record).toMatchObject({ advisory: { id: 'TEMP-0000001-ABCDEF', upstream: [] } });
  });

  it.each([
    ['a package that is no object', { thing: 1 }, 'thing', 'holds no records'],
    ['an entry without releases', { thing: { 'CVE-2026-0001': {} } }, 'thing CVE-2026-0001', 'has no releases'],
    [
      'an unknown status',
      { thing: { 'CVE-2026-0001': { releases: { sid: { status: 'maybe' } } } } },
      'thing CVE-2026-0001',
      'unknown status "maybe"',
    ],
    [
      'resolved without version',
      { thing: { 'CVE-2026-0001': { releases: { sid: { status: 'resolved' } } } } },
      'thing CVE-2026-0001',
      'without a version',
    ],
    ['a name that is none', { thing: { '../x': { releases: {} } } }, 'thing ../x', 'after no CVE'],
    [
      'a package that is none',
      { '<b>': { 'CVE-2026-0001': { releases: {} } } },
      '<b> CVE-2026-0001',
      'no Debian source package',
    ],
  ])('names %s', async (_, value, name, reason) => {
    expect(await read(value)).toEqual([{ kind: 'bad', name, reason: expect.stringContaining(reason) }]);
  });

  it.each([
    ['HTML', '<html>'],
    ['a list', '[]x'],
    ['half of it', '{"thing":{"CVE-2026-0001":{"rel'],
  ])('throws for %s', async (_, text) => {
    await expect(readFeed(debianSecurityTracker, text)).rejects.toThrow(FeedFault);
  });

  const samples = ['glvd-debian-security-tracker', 'osv.dev-debian_security_tracker_mock', 'vunnel-debian'];
  it.skipIf(missingShared('feeds/debian-security-tracker/samples')).each(samples)(
    'reads all of the real sample %s [needs ../shared]',
    async (name) => {
      const path = join(sharedDirectory, 'feeds/debian-security-tracker/samples', `${name}.json`);
      const records = await readFeed(debianSecurityTracker, readFileSync(path));
      expect(records.length).toBeGreaterThan(0);
      // One of them has an entry that a peer emptied on purpose.
      expect(records.filter((record) => record.kind === 'bad' && record.reason !== 'has no releases')).toEqual([]);
    },
  );
});
