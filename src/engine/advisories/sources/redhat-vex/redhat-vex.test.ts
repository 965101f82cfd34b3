import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { readFeed } from '#tests/support/feeds/read-feed.ts';
import { writeTar } from '#tests/support/tar-writer.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { redhatVex } from './redhat-vex.ts';

const appstream = 'cpe:/a:redhat:enterprise_linux:9::appstream';
const products = {
  'AppStream-9': { cpe: appstream },
  'EUS-9.2': { cpe: 'cpe:/a:redhat:rhel_eus:9.2::appstream' },
  'OCP-4': { cpe: 'cpe:/a:redhat:openshift:4.12::el9' },
  'thing-build.x86': { purl: 'pkg:rpm/redhat/thing-libs@1.2-3.el9_4?arch=x86_64&epoch=2' },
  'thing-build.arm': { purl: 'pkg:rpm/redhat/thing-libs@1.2-3.el9_4?arch=aarch64&epoch=2' },
  'module-build': {
    purl: 'pkg:rpm/redhat/c%2B%2B-thing@1.0-1.module+el8?arch=x86_64&rpmmod=thing:18:9040020240101:abc',
  },
  thing: { purl: 'pkg:rpm/redhat/thing?arch=src' },
  'thing:18/thing': { purl: 'pkg:rpmmod/redhat/thing:18/thing' },
  image: { purl: 'pkg:oci/thing@sha256%3Aabc' },
};
type Product = keyof typeof products;

/** A document in which each status lists (component, product) pairs. */
function vex(
  status: Readonly<Record<string, readonly (readonly [Product, Product])[]>>,
  rest: Record<string, unknown> = {},
) {
  const pairs = Object.values(status).flat();
  const idOf = ([component, product]: readonly [Product, Product]) => `${product}:${component}`;
  return {
    document: {
      aggregate_severity: { text: 'Moderate' },
      tracking: { id: 'CVE-2026-0001', current_release_date: '2026-02-03T04:05:06+00:00' },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          branches: Object.entries(products).map(([id, helper]) => ({
            branches: [{ product: { product_id: id, product_identification_helper: helper } }],
          })),
        },
      ],
      relationships: pairs.map((pair) => ({
        full_product_name: { product_id: idOf(pair) },
        product_reference: pair[0],
        relates_to_product_reference: pair[1],
      })),
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-0001',
        title: 'thing: breaks',
        release_date: '2026-01-01T00:00:00+00:00',
        cwe: { id: 'CWE-79' },
        scores: [{ cvss_v3: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } }],
        product_status: Object.fromEntries(Object.entries(status).map(([field, listed]) => [field, listed.map(idOf)])),
        ...rest,
      },
    ],
  };
}

const archive = (documents: readonly unknown[]) =>
  zstdCompressSync(
    writeTar(
      documents.map((document, index) => ({ path: `2026/cve-2026-${index}.json`, content: JSON.stringify(document) })),
    ),
  );

async function affectedIn(...parameters: Parameters<typeof vex>) {
  const [record] = await readFeed(redhatVex, archive([vex(...parameters)]));
  return record?.kind === 'advisory' ? record.advisory.affected : record;
}

describe('redhatVex', () => {
  it('is what a mirror holds, and of Red Hat itself only where it is asked for', async () => {
    const fileOf = async (rest = {}) => (await redhatVex.feeds(listing(rest)))[0]?.files[0];
    const mirror = mirrorOf({ 'redhat-vex': ['csaf_vex_2026-01-01.tar.zst', 'csaf_vex_2026-02-01.tar.zst', 'x'] });
    expect(await fileOf({ mirror })).toEqual({ mirrorPath: 'redhat-vex/csaf_vex_2026-02-01.tar.zst' });
    const readUpstream = async () => 'csaf_vex_2026-02-03.tar.zst\n';
    expect(await fileOf({ readUpstream })).toBeUndefined();
    expect((await fileOf({ readUpstream, wantedEcosystems: ['Red Hat'] }))?.upstream).toBe(
      'https://security.access.redhat.com/data/csaf/v2/vex/csaf_vex_2026-02-03.tar.zst',
    );
    const evil = async () => '../../../x';
    expect(await fileOf({ readUpstream: evil, wantedEcosystems: ['Red Hat'] })).toBeUndefined();
  });

  it('reads a document', async () => {
    expect(await readFeed(redhatVex, archive([vex({ fixed: [['thing-build.x86', 'AppStream-9']] })]))).toMatchObject([
      {
        advisory: {
          id: 'CVE-2026-0001',
          summary: 'thing: breaks',
          published: '2026-01-01T00:00:00.000Z',
          modified: '2026-02-03T04:05:06.000Z',
          cwes: ['CWE-79'],
          severities: [
            { by: 'Red Hat', kind: 'cvss3', score: 9.8 },
            { by: 'Red Hat', kind: 'vendor', severity: 'medium' },
          ],
        },
      },
    ]);
  });

  it('takes what is fixed, once for all architectures, with the day of the fix', async () => {
    const remediations = [
      { category: 'vendor_fix', date: '2026-01-05T00:00:00+00:00', product_ids: ['AppStream-9:thing-build.x86'] },
      { category: 'workaround', details: 'Switch it off', product_ids: ['AppStream-9:thing-build.x86'] },
    ];
    const fixed = [
      ['thing-build.x86', 'AppStream-9'],
      ['thing-build.arm', 'AppStream-9'],
    ] as const;
    expect(await affectedIn({ fixed }, { remediations })).toEqual([
      {
        ecosystem: 'Red Hat',
        release: '9',
        packageName: 'thing-libs',
        ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed: '2:1.2-3.el9_4' }] }],
        versions: [],
        severities: [],
        fix: { state: 'fixed', availableSince: '2026-01-05T00:00:00.000Z' },
        qualifiers: { cpe: appstream },
      },
    ]);
  });

  it.each([
    ['wont-fix', 'no_fix_planned', 'Will not fix'],
    ['wont-fix', 'no_fix_planned', 'Out of support scope'],
    ['not-fixed', 'none_available', 'Fix deferred'],
    ['not-fixed', 'none_available', 'Affected'],
  ])('takes as %s what is %s: %s', async (state, category, details) => {
    const remediations = [{ category, details, product_ids: ['AppStream-9:thing'] }];
    expect(await affectedIn({ known_affected: [['thing', 'AppStream-9']] }, { remediations })).toMatchObject([
      {
        packageName: 'thing',
        fix: { state, reason: details },
        qualifiers: { names: 'source' },
        ranges: [{ events: [{ introduced: '0' }] }],
      },
    ]);
  });

  it.each([
    ['not affected', { known_not_affected: [['thing', 'AppStream-9']] }, { status: 'not-affected', release: '9' }],
    ['under investigation', { under_investigation: [['thing', 'AppStream-9']] }, { status: 'under-investigation' }],
    ['extended updates', { known_affected: [['thing', 'EUS-9.2']] }, { release: '9.2' }],
    [
      'a build of a module',
      { fixed: [['module-build', 'AppStream-9']] },
      { packageName: 'c++-thing', qualifiers: { cpe: appstream, module: 'thing:18' } },
    ],
    [
      'a module without build',
      { known_affected: [['thing:18/thing', 'AppStream-9']] },
      { packageName: 'thing', qualifiers: { module: 'thing:18' } },
    ],
  ] satisfies [string, Parameters<typeof vex>[0], unknown][])('understands %s', async (_, status, expected) => {
    expect(await affectedIn(status)).toMatchObject([expected]);
  });

  it.each([
    ['images', [['image', 'AppStream-9']]],
    ['other products', [['thing', 'OCP-4']]],
  ] satisfies [string, (readonly [Product, Product])[]][])('leaves out %s', async (_, known_affected) => {
    expect(await affectedIn({ known_affected })).toEqual([]);
  });

  it('names documents that it cannot read', async () => {
    expect(await readFeed(redhatVex, archive([{ document: {} }, [], vex({}, { cve: 'x' })]))).toEqual(
      [0, 1, 2].map((index) => ({ kind: 'bad', name: `2026/cve-2026-${index}.json`, reason: 'is about no CVE' })),
    );
  });

  it.each([
    ['HTML', Buffer.from('<html>')],
    ['half an archive', archive([vex({})]).subarray(0, 200)],
    ['an archive without end', zstdCompressSync(writeTar([{ path: 'a.json', content: '{}' }]).subarray(0, 1024))],
  ])('throws for %s', async (_, bytes) => {
    await expect(readFeed(redhatVex, bytes)).rejects.toThrow(FeedFault);
  });

  it('names a document over the limit', async () => {
    expect(await readFeed(redhatVex, archive([vex({})]), { maxAdvisoryBytes: 100 })).toMatchObject([{ kind: 'bad' }]);
  });
});
