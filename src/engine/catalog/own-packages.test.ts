import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inventory } from '#core/scan-report.ts';
import type { LayerPlan } from '#tests/support/build-image.ts';
import { catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import type { TarEntry } from '#tests/support/tar-writer.ts';
import type { Cataloger } from './cataloger.ts';
import { dpkg } from './catalogers/dpkg/dpkg.ts';
import { npm } from './catalogers/npm/npm.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-own-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const osRelease: TarEntry = {
  path: 'etc/os-release',
  content: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n',
};
const status = (packages: Readonly<Record<string, string>>, maintainer = 'D <d@debian.org>'): TarEntry => ({
  path: 'var/lib/dpkg/status',
  content: Object.entries(packages)
    .map(
      ([name, version]) =>
        `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nMaintainer: ${maintainer}\n\n`,
    )
    .join(''),
});
const list = (name: string, ...paths: readonly string[]): TarEntry => ({
  path: `var/lib/dpkg/info/${name}.list`,
  content: paths.map((path) => `/${path}\n`).join(''),
});
const node = (path: string, version = '1.0.0'): TarEntry => ({
  path,
  content: JSON.stringify({ name: 'npm', version }),
});
const where = 'usr/lib/node_modules/npm/package.json';
const local = 'usr/local/lib/node_modules/npm/package.json';
const debian: LayerPlan = { files: [osRelease, status({ npm: '9-1' }), list('npm', 'usr', where), node(where)] };

/** `version layer owner` of each package that is not the system's. */
function owners({ packages, layers }: Inventory): readonly string[] {
  const indexOf = new Map(layers.map(({ diffId, index }) => [diffId, index]));
  return packages
    .filter(({ type }) => type !== 'deb')
    .map(({ version, owner, locations }) =>
      [version, ...locations.map(({ layer }) => indexOf.get(layer)), owner?.replace(/.*\/|\?.*/g, '') ?? 'none'].join(
        ' ',
      ),
    );
}

async function ownersOf(...layers: readonly LayerPlan[]): Promise<readonly string[]> {
  return owners(await catalogBuiltImage(directory, layers));
}

const pythonHome = 'usr/lib/python3/dist-packages';
const urllib3 = (version: string): TarEntry => ({
  path: `${pythonHome}/urllib3-${version}.dist-info/METADATA`,
  content: `Metadata-Version: 2.1\nName: urllib3\nVersion: ${version}\n`,
});
const debianPython: LayerPlan = {
  files: [
    osRelease,
    status({ 'python3-urllib3': '1.26.12-1' }),
    list('python3-urllib3', `${pythonHome}/urllib3-1.26.12.dist-info/METADATA`),
    urllib3('1.26.12'),
  ],
};

describe('a language package is owned', () => {
  it.each<[string, readonly LayerPlan[], readonly string[]]>([
    ['where the list of a system package has all its places', [debian], ['1.0.0 0 npm@9-1']],
    [
      'not where a list has other files only',
      [{ files: [...(debian.files ?? []), node(local, '2.0.0')] }],
      ['1.0.0 0 npm@9-1', '2.0.0 0 none'],
    ],
    ['not where it is also elsewhere', [debian, { files: [node(local)] }], ['1.0.0 0 1 none']],
    [
      'again once it is elsewhere no more',
      [debian, { files: [node(local)] }, { whiteouts: [local] }],
      ['1.0.0 0 npm@9-1'],
    ],
    [
      'not where a later layer wrote another version in its place',
      [debian, { files: [node(where, '2.0.0')] }],
      ['2.0.0 1 none'],
    ],
    [
      'again where the system package is upgraded over that',
      [
        debian,
        { files: [node(where, '2.0.0')] },
        { files: [status({ npm: '10-1' }), list('npm', where), node(where, '3.0.0')] },
      ],
      ['3.0.0 2 npm@10-1'],
    ],
    ['where a later layer only touched its files', [debian, { files: [node(where)] }], ['1.0.0 0 npm@9-1']],
    ['not by a package that a later layer removed', [debian, { files: [status({})] }], ['1.0.0 0 none']],
    ['by a package that comes with a later layer, with it', [{ files: [node(where)] }, debian], ['1.0.0 0 npm@9-1']],
    [
      'in an image whose /lib is a link, by a list that says /lib',
      [
        { files: [osRelease, { path: 'lib', type: 'symlink', linkTarget: 'usr/lib' }] },
        {
          files: [
            status({ npm: '9-1' }),
            list('npm', 'lib/node_modules/npm/package.json'),
            node('lib/node_modules/npm/package.json'),
          ],
        },
      ],
      ['1.0.0 1 npm@9-1'],
    ],
    [
      'not by a package of another publisher, whom no distro answers for',
      [
        {
          files: [
            osRelease,
            status({ nodejs: '20-1nodesource1' }, 'N <n@nodesource.com>'),
            list('nodejs', where),
            node(where),
          ],
        },
      ],
      ['1.0.0 0 none'],
    ],
    ['where Debian installed it for Python', [debianPython], ['1.26.12 0 python3-urllib3@1.26.12-1']],
    [
      'not where pip put another version in its place, which has a directory of its own',
      [debianPython, { whiteouts: [`${pythonHome}/urllib3-1.26.12.dist-info`], files: [urllib3('2.0.7')] }],
      ['2.0.7 1 none'],
    ],
    [
      'where pip installed another version beside it, that of Debian still',
      [debianPython, { files: [urllib3('2.0.7')] }],
      ['1.26.12 0 python3-urllib3@1.26.12-1', '2.0.7 1 none'],
    ],
    [
      'not where the distro is unknown',
      [{ files: [status({ npm: '9-1' }), list('npm', where), node(where)] }],
      ['1.0.0 0 none'],
    ],
    [
      'not where the file was diverted, but where it went',
      [
        {
          files: [
            ...(debian.files ?? []),
            { path: 'var/lib/dpkg/diversions', content: `/${where}\n/${local}\nother\n` },
            node(local, '2.0.0'),
          ],
        },
      ],
      ['1.0.0 0 none', '2.0.0 0 npm@9-1'],
    ],
  ])('%s', async (_, layers, expected) => {
    expect(await ownersOf(...layers)).toEqual(expected);
  });
});

it('what every cataloger sees of an owned package names the owner, in the contributions too', async () => {
  const classifier = {
    name: 'classifier',
    version: 1,
    wants: (path) => path === 'usr/bin/node',
    catalog: () => Promise.resolve('20.1.0'),
    assemble: (records) =>
      records.map(({ path }) => ({
        purl: 'pkg:generic/node@20.1.0',
        type: 'generic',
        ecosystem: 'generic',
        name: 'node',
        version: '20.1.0',
        licenses: [],
        paths: [path],
      })),
  } as const satisfies Cataloger<string>;
  const inventory = await catalogBuiltImage(
    directory,
    [
      {
        files: [
          osRelease,
          status({ nodejs: '20-1' }),
          list('nodejs', 'bin/node'),
          { path: 'usr/bin/node', content: 'x' },
        ],
      },
    ],
    { catalogers: [dpkg, npm, classifier] },
  );
  const owner = 'pkg:deb/debian/nodejs@20-1?distro=debian-12';
  expect(inventory.packages.map((one) => one.owner)).toEqual([undefined, owner]);
  expect(inventory.contributions[0]?.added.map((one) => one.owner)).toEqual([undefined, owner]);
});

describe('a program that a system package installed', () => {
  const bash = (path: string): TarEntry => ({
    path,
    content: `\x7fELF${'\0'.repeat(60)}@(#)Bash version 5.2.15(1)`,
    mode: 0o755,
  });
  const system: LayerPlan = {
    files: [osRelease, status({ bash: '5.2.15-2' }), list('bash', 'bin/bash'), bash('bin/bash')],
  };
  it.each<[string, readonly LayerPlan[], readonly string[]]>([
    ['is no software of its own', [system], []],
    ['is, where it is elsewhere too', [system, { files: [bash('opt/bin/bash')] }], ['pkg:generic/bash@5.2.15']],
    [
      'is, where a later layer put another in its place',
      [system, { files: [bash('bin/bash')] }],
      ['pkg:generic/bash@5.2.15'],
    ],
    [
      'is not below the link that a merged /usr has',
      [
        {
          files: [
            { path: 'bin', type: 'symlink', linkTarget: 'usr/bin' },
            osRelease,
            status({ bash: '5.2.15-2' }),
            list('bash', 'bin/bash'),
            bash('usr/bin/bash'),
          ],
        },
      ],
      [],
    ],
  ])('%s', async (_name, layers, purls) => {
    const { packages } = await catalogBuiltImage(directory, layers);
    expect(packages.map(({ purl }) => purl).filter((purl) => purl.startsWith('pkg:generic'))).toEqual(purls);
  });
});

it('what is in an archive is owned by whom the archive is, also where a name has a colon', async () => {
  const archive = {
    name: 'archive',
    version: 1,
    wants: (path) => /\.jar$|::/.test(path),
    catalog: () => Promise.resolve('x'),
    assemble: (records) =>
      records.map(({ path }) => ({
        purl: `pkg:maven/${path.length}`,
        type: 'maven',
        ecosystem: 'maven',
        name: `${path.length}`,
        version: '1',
        licenses: [],
        paths: [path.endsWith('.jar') ? `${path}:lib/inner.jar` : path],
      })),
  } as const satisfies Cataloger<string>;
  const files = ['usr/share/java/a.jar', 'usr/share/perl/A::B', 'srv/own.jar'];
  const inventory = await catalogBuiltImage(
    directory,
    [
      {
        files: [
          osRelease,
          status({ java: '1' }),
          list('java', ...files.slice(0, 2)),
          ...files.map((path) => ({ path })),
        ],
      },
    ],
    { catalogers: [dpkg, archive] },
  );
  const owned = inventory.packages
    .filter(({ type }) => type === 'maven')
    .map(({ locations, owner }) => [locations[0]?.path, owner !== undefined]);
  expect(owned.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
    ['srv/own.jar:lib/inner.jar', false],
    ['usr/share/java/a.jar:lib/inner.jar', true],
    ['usr/share/perl/A::B', true],
  ]);
});
