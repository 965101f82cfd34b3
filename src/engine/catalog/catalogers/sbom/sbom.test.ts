import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import { bookworm, runCataloger } from '#tests/support/run-cataloger.ts';
import { sbom } from './sbom.ts';

const cyclonedx = (...components: readonly object[]) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components });
const library = (name: string, version: string, purl: string, rest: object = {}) => ({
  type: 'library',
  name,
  version,
  purl,
  ...rest,
});
const purlReference = (purl: string) => [
  { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
];

const wolfi: Distro = { id: 'wolfi', versionId: '20230201', prettyName: 'Wolfi', idLike: [], ecosystem: 'wolfi' };

describe('sbom', () => {
  it('opens what is called as SBOMs are, and nothing else', async () => {
    const document = cyclonedx(library('a', '1', 'pkg:npm/a@1'));
    const wanted = [
      'app/x.cdx.json',
      'app/X.SPDX.JSON',
      'bom.json',
      'srv/sbom.json',
      'srv/app.bom.json',
      'opt/bitnami/redis/.spdx-redis.spdx',
      'usr/local/share/sbom/anything',
      'var/lib/db/sbom/busybox-1.36.1-r2.spdx.json',
    ];
    const others = ['app/cdx.json', 'app/package.json', 'usr/share/sbom/x', 'app/bom.xml', 'app/x.cdx.xml', 'etc/sbom'];
    const { opened, packages, problems } = await runCataloger(
      sbom,
      Object.fromEntries([...wanted, ...others].map((path) => [path, document])),
    );
    expect(opened).toEqual(wanted);
    expect(packages).toMatchObject([{ purl: 'pkg:npm/a@1', origin: 'sbom', paths: wanted.toSorted() }]);
    expect(problems).toEqual([]);
  });

  it("Bitnami's documents describe the component and what it was built with", async () => {
    const document = {
      SPDXID: 'SPDXRef-redis',
      spdxVersion: 'SPDX-2.3',
      creationInfo: { creators: ['Organization: VMware, Inc.'] },
      name: 'SPDX document for Redis 7.2.4',
      documentDescribes: ['SPDXRef-redis'],
      packages: [
        {
          SPDXID: 'SPDXRef-redis',
          name: 'redis',
          versionInfo: '7.2.4-4',
          licenseDeclared: 'BSD-3-Clause',
          externalRefs: purlReference('pkg:bitnami/redis@7.2.4-4?arch=amd64&distro=debian-12'),
        },
        {
          SPDXID: 'SPDXRef-jemalloc',
          name: 'jemalloc',
          versionInfo: '5.3.0',
          licenseDeclared: 'NOASSERTION',
          externalRefs: purlReference('pkg:generic/jemalloc@5.3.0'),
        },
      ],
    };
    const { packages } = await runCataloger(
      sbom,
      { 'opt/bitnami/redis/.spdx-redis.spdx': JSON.stringify(document) },
      bookworm,
    );
    expect(packages).toMatchObject([
      {
        ecosystem: 'bitnami',
        name: 'redis',
        version: '7.2.4-4',
        architecture: 'amd64',
        licenses: ['BSD-3-Clause'],
        origin: 'sbom',
      },
      { ecosystem: 'binary', name: 'jemalloc', version: '5.3.0', licenses: [] },
    ]);
  });

  it("Wolfi's documents name sources, which are not there", async () => {
    const document = {
      spdxVersion: 'SPDX-2.3',
      documentDescribes: ['SPDXRef-Package-busybox'],
      packages: [
        {
          SPDXID: 'SPDXRef-Package-busybox',
          name: 'busybox',
          versionInfo: '1.36.1-r2',
          externalRefs: purlReference('pkg:apk/wolfi/busybox@1.36.1-r2?arch=x86_64'),
        },
        {
          SPDXID: 'SPDXRef-Package-upstream',
          name: 'busybox',
          versionInfo: '1',
          externalRefs: purlReference('pkg:github/mirror/busybox@1'),
        },
      ],
      relationships: [
        {
          spdxElementId: 'SPDXRef-Package-busybox',
          relationshipType: 'GENERATED_FROM',
          relatedSpdxElement: 'SPDXRef-Package-upstream',
        },
      ],
    };
    const { packages } = await runCataloger(
      sbom,
      { 'var/lib/db/sbom/busybox-1.36.1-r2.spdx.json': JSON.stringify(document) },
      wolfi,
    );
    expect(packages.map(({ purl }) => purl)).toEqual([
      'pkg:apk/wolfi/busybox@1.36.1-r2?arch=x86_64&distro=wolfi-20230201',
    ]);
  });

  it.each([
    ['app/x.cdx.json', '{"bomFormat":"CycloneDX"', 'catalog/sbom-unreadable'],
    ['app/x.spdx.json', '{}', 'catalog/sbom-unreadable'],
    ['app/x.cdx.json', '<bom/>', 'catalog/sbom-unreadable'],
    [
      'app/x.cdx.json',
      `{"bomFormat":"CycloneDX","components":[${'[],'.repeat(1_000_000)}[]]}`,
      'catalog/sbom-unreadable',
    ],
    ['app/x.cdx.json', ' '.repeat(32 * 1024 * 1024 + 1), 'catalog/sbom-too-large'],
  ])('what cannot be read is a problem that names the file: %s', async (path, content, code) => {
    const { packages, problems } = await runCataloger(sbom, { [path]: content });
    expect(packages).toEqual([]);
    expect(problems).toMatchObject([{ code, path, message: expect.stringContaining(path) }]);
  });

  it('is no problem where a file may well be something else', async () => {
    const { packages, problems } = await runCataloger(sbom, {
      'app/bom.json': '{"tides":[]}',
      'LICENSES/a.spdx': 'licence text',
      'usr/local/share/sbom/README': 'x',
    });
    expect([packages, problems]).toEqual([[], []]);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.jsonValue(), async (bytes, value) => {
        await runCataloger(sbom, {
          'a.cdx.json': bytes,
          'b.spdx.json': JSON.stringify({ spdxVersion: 'SPDX-2.3', packages: [value] }),
          'c.cdx.json': JSON.stringify({ bomFormat: 'CycloneDX', components: [value] }),
        });
      }),
    );
  });
});

describe('a package that something else lists too', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'plimsoll-sbom-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is one package, installed, with both as places; the rest is hearsay', async () => {
    const status =
      'Package: zlib1g\nStatus: install ok installed\nArchitecture: amd64\nSource: zlib\nVersion: 1:1.2.13+dfsg-1\nDescription: x\n\n';
    const document = cyclonedx(
      library(
        'zlib1g',
        '1:1.2.13+dfsg-1',
        'pkg:deb/debian/zlib1g@1%3A1.2.13+dfsg-1?arch=amd64&distro=debian-12&upstream=zlib',
      ),
      library('Foo_Bar', '1.0', 'pkg:pypi/Foo_Bar@1.0'),
    );
    const { packages } = await catalogBuiltImage(directory, [
      {
        files: [
          { path: 'etc/os-release', content: 'ID=debian\nVERSION_ID="12"\n' },
          { path: 'var/lib/dpkg/status', content: status },
          {
            path: 'usr/lib/python3/site-packages/foo_bar-1.0.dist-info/METADATA',
            content: 'Metadata-Version: 2.1\nName: Foo_Bar\nVersion: 1.0\n',
          },
        ],
      },
      { files: [{ path: 'app/sbom.cdx.json', content: document }] },
      { files: [{ path: 'app/bom.json', content: cyclonedx(library('left', '2', 'pkg:npm/left@2')) }] },
    ]);
    expect(packages.map(({ purl, origin, foundBy, locations }) => [purl, origin, foundBy, locations.length])).toEqual([
      ['pkg:deb/debian/zlib1g@1:1.2.13%2Bdfsg-1?arch=amd64&distro=debian-12', undefined, ['dpkg', 'sbom'], 2],
      ['pkg:npm/left@2', 'sbom', ['sbom'], 1],
      ['pkg:pypi/foo-bar@1.0', undefined, ['python', 'sbom'], 2],
    ]);
  });
});
