import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { emba } from './emba.ts';

const read = (part: string, text: string) => readFeed({ ...emba, name: `emba/${part}` }, text);
const heading = 'CVE;advisory name;advisory URL;exploit type (local/remote)';

describe('emba', () => {
  it('is three lists, packed in a mirror', async () => {
    const paths = async (rest = {}) => (await emba.feeds(listing(rest))).map(({ files }) => files[0]?.mirrorPath);
    expect(await paths()).toEqual(['emba/msf_cve-db.txt', 'emba/PS_PoC_results.csv', 'emba/Snyk_PoC_results.csv']);
    expect(await paths({ mirror: mirrorOf({}) })).toContain('emba/msf_cve-db.txt.gz');
  });

  it.each([
    [
      'a module',
      'metasploit',
      '/exploits/linux/http/x.rb:CVE-2026-0001',
      {
        url: 'https://github.com/rapid7/metasploit-framework/blob/master/modules/exploits/linux/http/x.rb',
        title: 'Metasploit: exploits/linux/http/x',
      },
    ],
    [
      'a file',
      'packet-storm',
      `${heading}\nCVE-2026-0001;x.sh;https://example.com/x;remote`,
      { url: 'https://example.com/x', title: 'x.sh' },
    ],
    [
      'a name with semicolons',
      'packet-storm',
      `${heading}\nCVE-2026-0001;a; b;https://example.com/x;`,
      { url: 'https://example.com/x', title: 'a; b' },
    ],
    [
      'a note',
      'snyk',
      `CVE;advisory name;advisory URL;unknown PoC;\nCVE-2026-0001;S-1;https://example.com/s;yes;no;`,
      { url: 'https://example.com/s', title: 'S-1' },
    ],
  ])('reads %s', async (_, part, text, exploit) => {
    expect(await read(part, text)).toEqual([
      { kind: 'exploit', signal: { vulnerabilityId: 'CVE-2026-0001', publicExploits: [exploit] } },
    ]);
  });

  it.each([
    ['metasploit', '/a.rb:CVE-2026-0001\n/b.rb:EDB-1', '/b.rb:EDB-1'],
    ['packet-storm', `${heading}\nCVE-2026-0001;x;javascript:alert(1);`, 'CVE-2026-0001;x;javascript:alert(1);'],
    ['packet-storm', `${heading}\nx;x;https://example.com;`, 'x;x;https://example.com;'],
  ])('names a line of %s that is none', async (part, text, name) => {
    expect((await read(part, text)).filter(({ kind }) => kind === 'bad')).toEqual([
      { kind: 'bad', name, reason: 'is no CVE with an exploit' },
    ]);
  });

  it.each([
    ['another list', 'packet-storm', '/a.rb:CVE-2026-0001'],
    ['HTML', 'metasploit', '<html>'],
    ['a part that nobody knows', 'other', heading],
  ])('throws for %s', async (_, part, text) => {
    await expect(read(part, text)).rejects.toThrow(FeedFault);
  });
});
