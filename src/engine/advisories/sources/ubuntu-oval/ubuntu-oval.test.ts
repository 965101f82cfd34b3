import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { kindsOf, readFeed } from '#tests/support/feeds/read-feed.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { ubuntuOval } from './ubuntu-oval.ts';

const noble = { ...ubuntuOval, name: 'ubuntu-oval/noble' };

/** A file with one definition, whose criteria are given, and the tests that a real file has. */
const oval = (criteria: string, notice = 'USN-1-1') => `<?xml version="1.0"?>
<oval_definitions xmlns:linux="l">
  <definitions>
    <definition class="inventory" id="def:0"><metadata><title>Installed</title></metadata></definition>
    <definition class="patch" id="def:1">
      <metadata>
        <title>${notice} -- Thing vulnerability</title>
        <reference source="USN" ref_id="${notice}" ref_url="u"/>
        <reference source="CVE" ref_id="CVE-2026-0001" ref_url="u"/>
        <description>Things &lt;break&gt;.</description>
        <advisory><severity>Low</severity><issued date="2026-01-02"/></advisory>
      </metadata>
      <criteria><criteria operator="OR">${criteria}</criteria></criteria>
    </definition>
  </definitions>
  <tests>
    <linux:dpkginfo_test id="tst:1"><linux:object object_ref="obj:1"/><linux:state state_ref="ste:1"/></linux:dpkginfo_test>
    <linux:dpkginfo_test id="tst:2"><linux:object object_ref="obj:1"/><linux:state state_ref="ste:2"/></linux:dpkginfo_test>
    <linux:dpkginfo_test id="tst:3"><linux:object object_ref="obj:1"/><linux:state state_ref="ste:9"/></linux:dpkginfo_test>
    <unix:uname_test id="tst:4"><unix:object object_ref="obj:1"/></unix:uname_test>
  </tests>
  <objects><linux:dpkginfo_object id="obj:1"><linux:name var_ref="var:1" var_check="at least one"/></linux:dpkginfo_object></objects>
  <states>
    <linux:dpkginfo_state id="ste:1"><linux:evr datatype="debian_evr_string" operation="less than">0:1.2-3ubuntu0.1</linux:evr></linux:dpkginfo_state>
    <linux:dpkginfo_state id="ste:2" comment="Available with Ubuntu Pro"><linux:evr operation="less than">2:1.2-3</linux:evr></linux:dpkginfo_state>
  </states>
  <variables><constant_variable id="var:1"><value>thing</value><value>libthing1</value></constant_variable></variables>
</oval_definitions>`;

const affectedOf = async (test: string) => {
  const [record] = await readFeed(noble, oval(`<criterion test_ref="${test}"/>`));
  return record?.kind === 'advisory' ? record.advisory.affected : [];
};

describe('ubuntuOval', () => {
  it('is a file for each release, as a mirror has packed it', async () => {
    const fileOf = async (rest = {}) =>
      (await ubuntuOval.feeds(listing(rest))).find(({ name }) => name === 'ubuntu-oval/noble')?.files[0]?.mirrorPath;
    expect(await fileOf()).toBe('ubuntu-oval/com.ubuntu.noble.usn.oval.xml.bz2');
    const mirror = mirrorOf({ 'ubuntu-oval': ['com.ubuntu.noble.usn.oval.xml.gz'] });
    expect(await fileOf({ mirror })).toBe('ubuntu-oval/com.ubuntu.noble.usn.oval.xml.gz');
  });

  it('reads a notice', async () => {
    const records = await readFeed(noble, oval('<criterion test_ref="tst:1"/>'));
    const common = {
      ecosystem: 'Ubuntu',
      release: '24.04:LTS',
      ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed: '1.2-3ubuntu0.1' }] }],
      fix: { state: 'fixed', availableSince: '2026-01-02T00:00:00.000Z' },
      qualifiers: { names: 'binary' },
    };
    expect(records).toEqual([
      {
        kind: 'advisory',
        advisory: expect.objectContaining({
          id: 'USN-1-1',
          upstream: ['CVE-2026-0001'],
          summary: 'Thing vulnerability',
          details: 'Things <break>.',
          published: '2026-01-02T00:00:00.000Z',
          severities: [{ by: 'Ubuntu', kind: 'vendor', severity: 'low' }],
          affected: [
            expect.objectContaining({ ...common, packageName: 'thing' }),
            expect.objectContaining({ ...common, packageName: 'libthing1' }),
          ],
        }),
      },
    ]);
  });

  it('says which fixes need Ubuntu Pro, and keeps epochs', async () => {
    expect(await affectedOf('tst:2')).toMatchObject([
      { qualifiers: { channel: 'esm' }, ranges: [{ events: [{ introduced: '0' }, { fixed: '2:1.2-3' }] }] },
      { packageName: 'libthing1' },
    ]);
  });

  it.each([['tst:3'], ['tst:4'], ['tst:5']])(
    'takes no packages from %s, which does not test any to the end',
    async (test) => {
      expect(await affectedOf(test)).toEqual([]);
    },
  );

  it('names a definition that is of no notice', async () => {
    expect(await readFeed(noble, oval('', 'XYZ-1'))).toEqual([
      { kind: 'bad', name: 'def:1', reason: 'names no security notice' },
    ]);
  });

  it.each([
    ['HTML', '<html><body>gone'],
    ['an entity bomb', `<!DOCTYPE x [<!ENTITY a "aa">]>${oval('')}`],
    ['half of it', oval('').slice(0, 900)],
  ])('throws for %s', async (_, text) => {
    await expect(readFeed(noble, text)).rejects.toThrow(FeedFault);
  });

  const real = 'feeds/ubuntu-oval/com.ubuntu.noble.usn.oval.xml.gz';
  it.skipIf(missingShared(real))('reads every notice of the real file [needs ../shared]', async () => {
    const bytes = readFileSync(join(sharedDirectory, real));
    const records = await readFeed(noble, bytes);
    expect(records.length).toBeGreaterThan(250);
    expect(new Set(kindsOf(records))).toEqual(new Set(['advisory']));
    // Those that affect no package are about the running kernel.
    const without = records.flatMap((one) =>
      one.kind === 'advisory' && one.advisory.affected.length === 0 ? [one.advisory] : [],
    );
    expect(without.filter(({ summary }) => !/kernel/i.test(summary))).toEqual([]);
  });
});
