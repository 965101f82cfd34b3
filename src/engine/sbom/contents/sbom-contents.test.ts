import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import { parseSbom } from '../documents/parse-sbom.ts';
import { sbomContents } from './sbom-contents.ts';

const digest = `sha256:${'d'.repeat(64)}` as Digest;
const layer = `sha256:${'1'.repeat(64)}`;
const bounds = { maxBytes: 1e6, maxValues: 1e5 };

function contentsOf(document: unknown) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return sbomContents(parseSbom(Buffer.from(text), 'x.json', bounds), { digest, name: 'x.json' });
}

const properties = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const bySyft = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    tools: { components: [{ type: 'application', name: 'syft', version: '1.2.3' }] },
    component: { 'bom-ref': 'r', type: 'container', name: 'debian:12', version: `sha256:${'3'.repeat(64)}` },
  },
  components: [
    {
      type: 'library',
      name: 'libssl3',
      version: '3.0.11-1~deb12u2',
      purl: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12&upstream=openssl',
      licenses: [{ license: { id: 'Apache-2.0' } }, { license: { name: 'own words' } }],
      properties: properties({
        'syft:location:0:layerID': layer,
        'syft:location:0:path': '/var/lib/dpkg/status',
        'syft:metadata:source': 'openssl',
      }),
    },
    { type: 'library', group: '@babel', name: 'core', version: '7.0.0', purl: 'pkg:npm/%40babel/core@7.0.0' },
    { type: 'file', name: '/etc/passwd' },
    {
      type: 'operating-system',
      name: 'debian',
      version: '12',
      properties: properties({
        'syft:distro:id': 'debian',
        'syft:distro:versionID': '12',
        'syft:distro:prettyName': 'Debian GNU/Linux 12 (bookworm)',
      }),
    },
  ],
};

const byTrivy = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: {
    tools: [{ vendor: 'aquasecurity', name: 'trivy', version: '0.50.0' }],
    component: {
      type: 'container',
      name: 'images/app.tar.gz',
      properties: properties({
        'aquasecurity:trivy:ImageID': `sha256:${'2'.repeat(64)}`,
        'aquasecurity:trivy:RepoTag': 'r.example/app:1',
      }),
    },
  },
  components: [
    {
      type: 'library',
      name: 'openssl-libs',
      version: '3.0.1-41.el9_0',
      purl: 'pkg:rpm/alma/openssl-libs@3.0.1-41.el9_0?arch=x86_64&distro=alma-9.0&epoch=1',
      properties: properties({
        'aquasecurity:trivy:SrcName': 'openssl',
        'aquasecurity:trivy:SrcVersion': '3.0.1',
        'aquasecurity:trivy:SrcRelease': '41.el9_0',
        'aquasecurity:trivy:SrcEpoch': '1',
        'aquasecurity:trivy:Modularitylabel': 'x:1:2:3',
        'aquasecurity:trivy:LayerDiffID': layer,
      }),
    },
    {
      type: 'library',
      name: 'lodash',
      version: '4.17.15',
      purl: 'pkg:npm/lodash@4.17.15',
      properties: properties({
        'aquasecurity:trivy:FilePath': 'app/node_modules/lodash/package.json',
        'aquasecurity:trivy:LayerDiffID': layer,
      }),
    },
    { type: 'operating-system', name: 'alma', version: '9.0' },
    { type: 'application', name: 'app/package-lock.json' },
  ],
};

describe('SBOMs of other tools', () => {
  it("Syft's CycloneDX: source packages, places, scoped names and distro", () => {
    const { recognition, packages, image, problems } = contentsOf(bySyft);
    expect(recognition?.distro).toMatchObject({
      ecosystem: 'debian',
      release: '12',
      prettyName: 'Debian GNU/Linux 12 (bookworm)',
    });
    expect(image).toMatchObject({ id: digest, manifestDigest: `sha256:${'3'.repeat(64)}`, reference: 'debian:12' });
    expect(packages).toMatchObject([
      {
        type: 'deb',
        ecosystem: 'debian',
        name: 'libssl3',
        version: '3.0.11-1~deb12u2',
        source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
        architecture: 'amd64',
        licenses: ['Apache-2.0', 'own words'],
        locations: [{ path: 'var/lib/dpkg/status', layer }],
        foundBy: ['sbom'],
      },
      { type: 'npm', ecosystem: 'npm', name: '@babel/core', version: '7.0.0' },
    ]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/sbom-completeness-unsaid']);
  });

  it("Trivy's CycloneDX: source packages, epochs, modules, its name for the distro, and no lock files as packages", () => {
    const { recognition, packages, image } = contentsOf(byTrivy);
    expect(recognition?.distro).toMatchObject({ id: 'almalinux', ecosystem: 'almalinux', release: '9' });
    expect(image).toMatchObject({ id: `sha256:${'2'.repeat(64)}`, reference: 'r.example/app:1' });
    expect(packages).toMatchObject([
      { name: 'lodash', locations: [{ path: 'app/node_modules/lodash/package.json', layer }] },
      {
        name: 'openssl-libs',
        ecosystem: 'almalinux',
        version: '1:3.0.1-41.el9_0',
        source: { name: 'openssl', version: '1:3.0.1-41.el9_0' },
        details: { kind: 'rpm', modularityLabel: 'x:1:2:3' },
      },
    ]);
  });

  it("Trivy's SPDX 2.2, which has no purposes", () => {
    const { recognition, packages, image } = contentsOf({
      spdxVersion: 'SPDX-2.2',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'app',
      creationInfo: { creators: ['Tool: trivy-dev', 'Organization: aquasecurity'] },
      packages: [
        { SPDXID: 'SPDXRef-ContainerImage-1', name: 'app', attributionTexts: [`ImageID: sha256:${'2'.repeat(64)}`] },
        { SPDXID: 'SPDXRef-OperatingSystem-2', name: 'debian', versionInfo: '10.2' },
        {
          SPDXID: 'SPDXRef-Package-3',
          name: 'libidn2-0',
          versionInfo: '2.0.5-1',
          licenseDeclared: 'LGPL-3.0-or-later AND LicenseRef-x',
          sourceInfo: 'built package from: libidn2 2.0.5-1',
          externalRefs: [
            { referenceType: 'purl', referenceLocator: 'pkg:deb/debian/libidn2-0@2.0.5-1?distro=debian-10.2' },
          ],
        },
      ],
      hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-x', name: 'X licence' }],
      relationships: [
        {
          spdxElementId: 'SPDXRef-DOCUMENT',
          relationshipType: 'DESCRIBES',
          relatedSpdxElement: 'SPDXRef-ContainerImage-1',
        },
      ],
    });
    expect(recognition?.distro).toMatchObject({ ecosystem: 'debian', release: '10' });
    expect(image.id).toBe(`sha256:${'2'.repeat(64)}`);
    expect(packages).toMatchObject([
      {
        name: 'libidn2-0',
        source: { name: 'libidn2', version: '2.0.5-1' },
        licenses: ['LGPL-3.0-or-later', 'X licence'],
      },
    ]);
  });

  it('SPDX of one package names what it was built from, which is not installed', () => {
    const { packages } = contentsOf({
      spdxVersion: 'SPDX-2.3',
      documentDescribes: ['SPDXRef-Package-busybox'],
      packages: [
        {
          SPDXID: 'SPDXRef-Package-busybox',
          name: 'busybox',
          versionInfo: '1.36.1-r2',
          externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:apk/wolfi/busybox@1.36.1-r2?arch=x86_64' }],
        },
        {
          SPDXID: 'SPDXRef-Package-source',
          name: 'busybox',
          versionInfo: 'v1',
          externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:github/mirror/busybox@v1' }],
        },
      ],
      relationships: [
        {
          spdxElementId: 'SPDXRef-Package-busybox',
          relationshipType: 'GENERATED_FROM',
          relatedSpdxElement: 'SPDXRef-Package-source',
        },
      ],
    });
    expect(packages).toMatchObject([{ name: 'busybox', ecosystem: 'wolfi' }]);
  });

  it('SPDX tag-value', () => {
    const { packages, recognition } = contentsOf(`# made by hand
SPDXVersion: SPDX-2.3
DocumentName: app
Creator: Tool: x-1.0

FileName: app/a.jar
SPDXID: SPDXRef-File-1
LicenseConcluded: MIT

PackageName: musl
SPDXID: SPDXRef-Package-1
PackageVersion: 1.2.4-r2
PackageLicenseDeclared: MIT
PackageSourceInfo: <text>built package from: musl-src 1.2.4-r2</text>
PackageComment: <text>several lines,
PackageName: of which none is a tag
</text>
ExternalRef: PACKAGE-MANAGER purl pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=3.18.4

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package-1
`);
    expect(recognition?.distro).toMatchObject({ ecosystem: 'alpine', release: 'v3.18' });
    expect(packages).toMatchObject([
      { name: 'musl', ecosystem: 'alpine', licenses: ['MIT'], source: { name: 'musl-src', version: '1.2.4-r2' } },
    ]);
  });

  it.each([
    ['pkg:deb/debian/a@1?distro=debian-12', 'debian', '12'],
    ['pkg:deb/debian/a@1?distro=bookworm', 'debian', undefined],
    ['pkg:deb/ubuntu/a@1?distro=ubuntu-22.04', 'ubuntu', '22.04:LTS'],
    ['pkg:apk/alpine/a@1?distro=alpine-3.9.4', 'alpine', 'v3.9'],
    ['pkg:rpm/redhat/a@1?distro=rhel-9.2', 'red-hat', '9'],
    ['pkg:rpm/rocky/a@1?distro=rocky-9.1', 'rocky-linux', '9'],
    ['pkg:rpm/almalinux/a@1?distro=almalinux-9.0', 'almalinux', '9'],
    ['pkg:apk/wolfi/a@1', 'wolfi', undefined],
  ])('without an operating system, purls tell the distro: %s', (purl, ecosystem, release) => {
    const { recognition } = contentsOf({
      bomFormat: 'CycloneDX',
      components: [{ type: 'library', name: 'a', version: '1', purl }],
    });
    expect(recognition?.distro.ecosystem).toBe(ecosystem);
    if (release !== undefined) expect(recognition?.distro.release).toBe(release);
  });

  it('keeps what no ecosystem has, under the name of its type', () => {
    const { packages, problems } = contentsOf({
      bomFormat: 'CycloneDX',
      compositions: [{ aggregate: 'complete' }],
      components: [
        { type: 'library', name: 'x', version: '1', purl: 'pkg:generic/x@1' },
        { type: 'application', name: 'no purl', version: '2' },
        { type: 'library', name: 'y', purl: 'pkg:npm/y' },
        {
          type: 'library',
          name: 'z',
          version: '1',
          purl: 'pkg:swid/z@1',
          components: [{ type: 'library', name: 'inner', version: '3', purl: 'pkg:npm/inner@3' }],
        },
        { type: 'library', name: 'out', version: '1', purl: 'pkg:npm/out@1', scope: 'excluded' },
      ],
    });
    expect(packages.map(({ purl, ecosystem }) => [purl, ecosystem])).toEqual([
      ['pkg:generic/no%20purl@2', 'binary'],
      ['pkg:generic/x@1', 'binary'],
      ['pkg:npm/inner@3', 'npm'],
      ['pkg:swid/z@1', 'swid'],
    ]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/sbom-without-version']);
  });

  it.each([
    [
      'pkg:npm/a@1?download_url=https://me:hunter2@r.example/a.tgz',
      'pkg:npm/a@1?download_url=https:%2F%2Fr.example%2Fa.tgz',
    ],
    [
      'pkg:pypi/a@1?vcs_url=git%2Bhttps%3A%2F%2Fhunter2%40r.example%2Fa%40v1',
      'pkg:pypi/a@1?vcs_url=git%2Bhttps:%2F%2Fr.example%2Fa%40v1',
    ],
    [
      'pkg:npm/a@1?vcs_url=git%2Bssh%3A%2F%2Fgit%40r.example%2Fa',
      'pkg:npm/a@1?vcs_url=git%2Bssh%3A%2F%2Fgit%40r.example%2Fa',
    ],
    ['pkg:npm/%40a/b@1?checksum=a%40b', 'pkg:npm/%40a/b@1?checksum=a%40b'],
  ])('keeps no password of where a package was fetched from: %s', (purl, kept) => {
    const { packages } = contentsOf({
      bomFormat: 'CycloneDX',
      components: [{ type: 'library', name: 'a', version: '1', purl }],
    });
    expect(packages.map((one) => one.purl)).toEqual([kept]);
  });

  it('what someone wrote into our properties is checked', () => {
    const own = (field: string, value: string) => ({ name: `plimsoll:package:${field}`, value });
    const { packages } = contentsOf({
      bomFormat: 'CycloneDX',
      components: [
        {
          type: 'library',
          name: 'a',
          version: '1',
          purl: 'pkg:npm/a@1',
          properties: [
            own('ecosystem', 'debian'),
            own('origin', 'constructor'),
            own('source', '[1]'),
            own('locations', '{"path":1}'),
            own('locations', '['.repeat(1000)),
            own('details', '{"kind":"npm","x":{"y":1}}'),
          ],
        },
      ],
    });
    expect(packages).toEqual([
      {
        id: 'pkg:npm/a@1',
        purl: 'pkg:npm/a@1',
        type: 'npm',
        ecosystem: 'npm',
        name: 'a',
        version: '1',
        licenses: [],
        locations: [],
        foundBy: [],
        details: { kind: 'npm' },
      },
    ]);
  });
});

describe('hostile documents', () => {
  const values = fc.jsonValue({ maxDepth: 4 });

  it.each([
    ['CycloneDX', { bomFormat: 'CycloneDX' }, ['components', 'metadata', 'compositions', 'annotations']],
    [
      'SPDX 2',
      { spdxVersion: 'SPDX-2.3' },
      ['packages', 'relationships', 'creationInfo', 'hasExtractedLicensingInfos', 'documentDescribes', 'annotations'],
    ],
    ['SPDX 3', { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] }, ['@graph']],
    [
      'a report of ours',
      { schemaVersion: 1, tool: { name: 'plimsoll' }, packages: [] },
      ['packages', 'image', 'layers', 'distro', 'problems'],
    ],
  ])('%s with members of any type gives packages or none, and never throws', (_, base, members) => {
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.array(values), (member, value) => {
        contentsOf({ ...base, [member]: value });
        contentsOf({
          ...base,
          [member]: value[0] ?? null,
          ...(member === '@graph' && { '@graph': [] }),
          ...(member === 'packages' && { packages: [] }),
        });
      }),
    );
  });

  const record = fc.dictionary(
    fc.constantFrom(
      'type',
      'name',
      'version',
      'purl',
      'properties',
      'licenses',
      'components',
      'SPDXID',
      'externalRefs',
      'annotations',
      'own',
      'path',
      'ecosystem',
      'spdxId',
      'from',
      'to',
      'software_packageUrl',
      'extension',
    ),
    fc.oneof(
      values,
      fc.constantFrom(
        'pkg:deb/debian/a@1',
        'library',
        'operating-system',
        'software_Package',
        'Relationship',
        'debian',
      ),
    ),
  );

  it.each([
    [
      'CycloneDX',
      (members: unknown[]) => ({ bomFormat: 'CycloneDX', components: members, metadata: { component: members[0] } }),
    ],
    ['SPDX 2', (members: unknown[]) => ({ spdxVersion: 'SPDX-2.3', packages: members, relationships: members })],
    [
      'SPDX 3',
      (members: unknown[]) => ({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': members }),
    ],
    [
      'a report of ours',
      (members: unknown[]) => ({
        schemaVersion: 1,
        tool: { name: 'plimsoll' },
        packages: members,
        image: members[0],
        layers: members,
        distro: members[0],
      }),
    ],
  ])('%s with odd components never throws', (_, wrap) => {
    fc.assert(fc.property(fc.array(record), (members) => void contentsOf(wrap(members))));
  });
});
