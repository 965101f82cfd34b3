import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { writeZip } from '#tests/support/feeds/zip-writer.ts';
import { proofsIn } from './choose-proofs.ts';
import { readPages } from './read-pages.ts';
import { trickestPoc } from './trickest-poc.ts';

const vulnerabilityId = 'CVE-2026-0001';
const poc = 'https://github.com/somebody/CVE-2026-0001';

describe('trickestPoc', () => {
  it('is the archive, or the list of a mirror that has no archive', async () => {
    const path = async (rest = {}) => (await trickestPoc.feeds(listing(rest)))[0]?.files[0]?.mirrorPath;
    expect(await path()).toBe('trickest_cve.zip');
    expect(await path({ mirror: mirrorOf({ '': ['trickest_cve.zip'] }) })).toBe('trickest_cve.zip');
    expect(await path({ mirror: mirrorOf({}) })).toBe('trickest_cve_poc.jsonl.gz');
  });

  it('signals what looks like a proof and nothing for the rest', async () => {
    const lines = [
      { cve: vulnerabilityId, github: ['https://github.com/x/list', poc], references: [] },
      { cve: 'CVE-2026-0002', github: ['https://github.com/x/list'], references: ['https://example.com/news'] },
      { cve: 'x' },
    ];
    expect(await readFeed(trickestPoc, lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual([
      { kind: 'exploit', signal: { vulnerabilityId, publicExploits: [{ url: poc }] } },
      { kind: 'bad', name: 'line 3', reason: 'has no CVE' },
    ]);
  });

  it('reads the links of a Markdown page below its heading', async () => {
    const path = join(temporaryDirectory(), 'a.zip');
    const page = `### [x](https://example.com/head)\n- https://example.com/above\n### POC\n#### Github\n- ${poc}\n- no link\n`;
    writeFileSync(
      path,
      writeZip([
        { name: 'cve-main/2026/CVE-2026-0001.md', content: page },
        { name: 'cve-main/2026/CVE-2026-0002.md', content: 'nothing' },
        { name: 'cve-main/README.md', content: `### POC\n- ${poc}` },
      ]),
    );
    const pages = [];
    for await (const one of readPages({ name: 'trickest_cve.zip', path }, defaultLimits)) pages.push(one);
    expect(pages).toEqual([
      { vulnerabilityId, links: [poc] },
      { vulnerabilityId: 'CVE-2026-0002', links: [] },
    ]);
  });
});

describe('proofsIn', () => {
  it.each([
    ['a repository named after the flaw', poc, true],
    ['underscores', 'https://github.com/x/cve_2026_0001-demo', true],
    ['a repository called poc', 'https://github.com/x/thing-poc', true],
    ['a file called exploit', 'https://gist.github.com/x/exploit.py', true],
    ['a page of a site for exploits', 'http://packetstormsecurity.com/files/1/x.html', true],
    ['the front page of one', 'https://packetstormsecurity.com/', false],
    ['a list', 'https://github.com/x/cve-scores', false],
    ['a repository named after another flaw', 'https://github.com/x/CVE-2026-00012', false],
    ['an advisory', 'https://github.com/x/y/security/advisories/CVE-2026-0001', false],
    ['an article', 'https://example.com/blog/explained', false],
    ['a word that only begins so', 'https://example.com/exploitation', false],
    ['no address', 'not a link', false],
    ['another protocol', 'javascript:CVE-2026-0001', false],
  ])('of %s', (_, link, isProof) => {
    expect(proofsIn({ vulnerabilityId, links: [link] })).toEqual(isProof ? [{ url: link }] : []);
  });

  it('gives each once, and three at most', () => {
    const links = [poc, poc, `${poc}-a`, `${poc}-b`, `${poc}-c`];
    expect(proofsIn({ vulnerabilityId, links }).map(({ url }) => url)).toEqual([poc, `${poc}-a`, `${poc}-b`]);
  });
});
