import { describe, expect, it } from 'vitest';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { metasploit } from './metasploit.ts';

const read = (value: unknown) => readFeed(metasploit, JSON.stringify(value));

describe('metasploit', () => {
  it('signals each CVE that a module names', async () => {
    const module = {
      name: 'Thing command injection',
      path: '/modules/exploits/linux/http/thing.rb',
      disclosure_date: '2026-01-02',
      references: ['CVE-2026-0001', 'URL-https://example.com', 'CVE-2026-0001', 'CVE-2026-0002'],
    };
    const exploit = {
      url: 'https://github.com/rapid7/metasploit-framework/blob/master/modules/exploits/linux/http/thing.rb',
      title: 'Metasploit: Thing command injection',
      date: '2026-01-02',
    };
    expect(await read({ 'exploit_linux/http/thing': module })).toEqual(
      ['CVE-2026-0001', 'CVE-2026-0002'].map((vulnerabilityId) => ({
        kind: 'exploit',
        signal: { vulnerabilityId, publicExploits: [exploit] },
      })),
    );
  });

  it('takes no address from a path that is none', async () => {
    const [record] = await read({ auxiliary_x: { path: '/../"><script>', references: ['CVE-2026-0001'] } });
    expect(record).toMatchObject({
      signal: {
        publicExploits: [
          { url: 'https://github.com/rapid7/metasploit-framework/blob/master', title: 'Metasploit: auxiliary_x' },
        ],
      },
    });
  });

  it('passes over modules without CVE and names what is no module', async () => {
    expect(await read({ a: { references: null }, b: 7 })).toEqual([{ kind: 'bad', name: 'b', reason: 'is no module' }]);
  });

  it.each([['<html>'], ['{"a":'], ['']])('throws for %j', async (text) => {
    await expect(readFeed(metasploit, text)).rejects.toThrow(FeedFault);
  });
});
