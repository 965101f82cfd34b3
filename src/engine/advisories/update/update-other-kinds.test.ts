import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MirrorContent, writeMirror } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { record, updateFrom } from '#tests/support/feeds/update.ts';
import { openAdvisoryDatabase } from '../database/open-advisory-database.ts';

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const nvdPage = {
  vulnerabilities: [
    {
      cve: {
        id: 'CVE-2026-0001',
        published: '2026-01-01T02:03:04.567',
        metrics: { cvssMetricV31: [{ source: 'nvd@nist.gov', cvssData: { vectorString: vector } }] },
        weaknesses: [{ description: [{ value: 'CWE-79' }] }],
      },
    },
    { cve: { id: 'CVE-2026-0002', vulnStatus: 'Rejected' } },
  ],
};
const secdb = (secfixes: unknown) => ({ packages: [{ pkg: { name: 'musl', secfixes } }] });
const everything = {
  osv: { Debian: [record('DSA-1-1', 'Debian:12', 'curl', { fixed: '8-1', upstream: ['CVE-2026-0001'] })] },
  exploits: ['1,a,Exploit,2020-01-01,CVE-2026-0001'],
  files: {
    'nvd/page.json': nvdPage,
    'alpine-secdb/v3.9/main.json': secdb({ 0: ['CVE-2026-0003'], '1.2-r0': ['CVE-2026-0004'] }),
    'alpine-secdb/v3.9/community.json': secdb({}),
    'debian-security-tracker/tracker.json': {
      curl: {
        'CVE-2026-0001': { releases: { bookworm: { status: 'open', nodsa: 'Minor', nodsa_reason: 'ignored' } } },
      },
      curl2: { 'CVE-2026-0001': { releases: { bookworm: { status: 'undetermined' } } } },
    },
    'endoflife/api/debian.json': [{ cycle: '12', eol: '2026-06-10', latest: '12.9' }],
    'distro-info/debian.csv': 'version,series,release,eol,eol-lts\n12,bookworm,2023-06-10,2026-06-11,2028-06-30\n',
    'emba/PS_PoC_results.csv.gz':
      'CVE;advisory name;advisory URL;type\nCVE-2026-0001;x;https://www.exploit-db.com/exploits/1;\nCVE-2026-0001;y;https://example.com/y;\n',
    'README.md': 'x',
    'own/a.json': record('x_OWN-1', 'npm', 'thing', { modified: '2026-01-01T00:00:00Z' }),
    'other/b.txt': 'x',
  },
} satisfies MirrorContent;

async function build() {
  const directory = temporaryDirectory();
  const from = await writeMirror(join(directory, 'mirror'), everything);
  const path = join(directory, 'advisories.sqlite');
  return { from, path, update: () => updateFrom(path, { from, own: [join(from, 'own')] }) };
}

/** What a database says that a feed of each kind has brought. */
function contentOf(path: string) {
  const database = openAdvisoryDatabase(path);
  const statements = [
    { ecosystem: 'Debian', release: '12', name: 'curl' },
    { ecosystem: 'Debian', release: '12', name: 'curl2' },
    { ecosystem: 'Alpine', release: 'v3.9', name: 'musl' },
  ].flatMap((query) =>
    database.affecting(query).map(({ advisory, affected }) => {
      const { id, firstHand } = database.header(advisory);
      return [id, firstHand, affected.status ?? 'affected', affected.fix];
    }),
  );
  const tracker = database.advisory('DEBIAN-CVE-2026-0001')?.affected.map(({ packageName }) => packageName);
  const found = {
    statements: statements.map((one) => JSON.stringify(one)).sort(),
    tracker,
    one: database.vulnerability('CVE-2026-0001'),
    rejected: database.vulnerability('CVE-2026-0002'),
    nothing: database.vulnerability('CVE-2026-0009'),
    cycle: database.endOfLife('debian', '12'),
    noCycle: database.endOfLife('debian', '99'),
  };
  database.close();
  return found;
}

const expected = {
  statements: [
    '["ALPINE-CVE-2026-0003",true,"not-affected",null]',
    '["ALPINE-CVE-2026-0004",true,"affected",null]',
    '["DEBIAN-CVE-2026-0001",true,"affected",{"state":"wont-fix","reason":"ignored: Minor"}]',
    '["DEBIAN-CVE-2026-0001",true,"under-investigation",null]',
    '["DSA-1-1",false,"affected",null]',
  ],
  tracker: ['curl', 'curl2'],
  one: {
    ratings: [{ by: 'NVD', kind: 'cvss3', severity: 'critical', score: 9.8, vector }],
    cwes: ['CWE-79'],
    published: '2026-01-01T02:03:00.000Z',
    exploit: {
      vulnerabilityId: 'CVE-2026-0001',
      publicExploits: [
        { url: 'https://www.exploit-db.com/exploits/1', title: expect.any(String), date: '2020-01-01' },
        { url: 'https://example.com/y', title: 'y' },
      ],
    },
  },
  rejected: { ratings: [], cwes: [], rejected: true },
  nothing: { ratings: [], cwes: [] },
  cycle: {
    product: 'debian',
    cycle: '12',
    codename: 'bookworm',
    released: '2023-06-10',
    endOfLife: '2026-06-10',
    endOfExtendedSupport: '2028-06-30',
    latest: '12.9',
  },
  noCycle: undefined,
};

describe('an update of ratings, release cycles and what is not affected', () => {
  it('keeps them, and copies them where their feeds have not changed', async () => {
    const { from, path, update } = await build();
    await update();
    expect(contentOf(path)).toEqual(expected);
    // Another feed changes, and so do the numbers of all feeds.
    appendFileSync(join(from, 'files_exploits.csv'), '2,a,b,2020-01-01,CVE-2026-0007\n');
    const { sources } = await update();
    expect(sources.filter(({ state }) => state === 'loaded').map(({ name }) => name)).toEqual(['exploitdb']);
    expect(contentOf(path)).toEqual(expected);
  });

  it('names the files of the mirror that no source reads, own advisories apart', async () => {
    const { update } = await build();
    expect((await update()).unusedFiles).toEqual(['README.md', 'other/b.txt']);
    expect(await update()).toMatchObject({ unchanged: true, unusedFiles: ['README.md', 'other/b.txt'] });
  });

  it('reads a feed of several files anew where one of them changes', async () => {
    const { from, update } = await build();
    await update();
    await writeMirror(from, { files: { 'alpine-secdb/v3.9/community.json': secdb({ '1-r0': ['CVE-2026-0005'] }) } });
    const { sources } = await update();
    const feed = sources.find(({ name }) => name === 'alpine-secdb/v3.9');
    expect(feed).toMatchObject({ state: 'loaded', records: 3 });
  });
});
