import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asString, isRecord } from '#core/json.ts';
import { standsAlone } from '#core/package.ts';
import { findProgram, missing, repositoryRoot } from '#tests/support/requirements.ts';
import { type FileTree, readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { npm } from './npm.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-npm-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const isManifest = (path: string) => path.endsWith('package.json');

/** `name@version path` of each package that npm finds below a directory, less those that identify no package. */
function npmQuery(root: string): string[] {
  const options = {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'],
    maxBuffer: 256 << 20,
  };
  const answer: unknown = JSON.parse(execFileSync('npm', ['query', '*', '--offline'], options).toString());
  return (Array.isArray(answer) ? answer : [])
    .filter(isRecord)
    .filter(({ location, version }) => location !== '' && typeof version === 'string')
    .map(
      (one) =>
        `${asString(one.name) ?? String(one.pkgid).split('@')[0]}@${String(one.version)} ${String(one.location)}`,
    )
    .sort();
}

async function ours(files: FileTree): Promise<string[]> {
  const { packages } = await runCataloger(npm, files);
  const installed = packages.filter((one) => !standsAlone(one));
  return installed.flatMap((one) => one.paths.map((path) => `${one.name}@${one.version} ${dirname(path)}`)).sort();
}

function write(root: string, files: Readonly<Record<string, unknown>>): void {
  for (const [path, manifest] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  }
}

describe.skipIf(missing('npm'))('lists what npm lists [needs npm]', () => {
  it('in a tree that npm installed from local folders', async () => {
    write(directory, {
      'made/leaf/package.json': { name: 'leaf', version: '1.0.0' },
      'made/leaf2/package.json': { name: 'leaf', version: '2.0.0' },
      'made/scoped/package.json': { name: '@scope/thing', version: '1.2.3', dependencies: { leaf: 'file:../leaf2' } },
      'made/bundler/package.json': {
        name: 'bundler',
        version: '3.0.0',
        bundleDependencies: ['inside'],
        dependencies: { inside: '*' },
      },
      'made/bundler/node_modules/inside/package.json': { name: 'inside', version: '0.1.0' },
      'app/package.json': {
        name: 'app',
        version: '9.9.9',
        dependencies: {
          leaf: 'file:../made/leaf',
          '@scope/thing': 'file:../made/scoped',
          bundler: 'file:../made/bundler',
          other: 'file:../made/leaf2',
        },
      },
    });
    const app = join(directory, 'app');
    const flags = [
      '--install-links',
      '--offline',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      `--cache=${join(directory, 'cache')}`,
    ];
    execFileSync('npm', ['install', ...flags], { cwd: app, stdio: 'ignore' });
    const expected = npmQuery(app);
    expect(expected).toContain('inside@0.1.0 node_modules/bundler/node_modules/inside');
    expect(expected.length).toBeGreaterThanOrEqual(5);
    expect(await ours(readTree(app))).toEqual(expected);
  });

  it('in a tree of oddities', async () => {
    const root = join(directory, 'odd');
    write(root, {
      'package.json': { name: 'odd', version: '1.0.0' },
      'node_modules/plain/package.json': { name: 'plain', version: '1.0.0' },
      'node_modules/plain/node_modules/nested/package.json': { name: 'nested', version: '3.0.0' },
      'node_modules/plain/test/node_modules/fixture/package.json': { name: 'fixture', version: '3.0.0' },
      'node_modules/plain/dist/package.json': { type: 'module' },
      'node_modules/@s/scoped/package.json': { name: '@s/scoped', version: '1.0.0' },
      'node_modules/alias/package.json': { name: 'real', version: '1.1.0' },
      'node_modules/nameless/package.json': { version: '2.0.0' },
      'node_modules/private/package.json': { name: 'private', version: '1.0.0', private: true },
      'node_modules/.hidden/package.json': { name: 'hidden', version: '1.0.0' },
      'node_modules/.cache/x/package.json': { name: 'cached', version: '1.0.0' },
      'node_modules/versionless/package.json': { name: 'versionless' },
      'node_modules/broken/package.json': '{',
    });
    const expected = npmQuery(root);
    expect(expected).toHaveLength(6);
    expect(await ours(readTree(root))).toEqual(expected);
  });

  it('in npm itself, all of whose packages are bundled', async () => {
    const program = realpathSync(findProgram('npm') ?? '');
    const root = dirname(dirname(program));
    const expected = npmQuery(root);
    expect(expected.length).toBeGreaterThan(50);
    expect(await ours(readTree(root, isManifest))).toEqual(expected);
  });

  it.skipIf(!existsSync(join(repositoryRoot, 'node_modules/.package-lock.json')))(
    'in the tree of this repository [needs node_modules]',
    async () => {
      const top = readTree(join(repositoryRoot, 'node_modules'), isManifest);
      const files = Object.fromEntries(Object.entries(top).map(([path, bytes]) => [`node_modules/${path}`, bytes]));
      const links = readdirSync(join(repositoryRoot, 'node_modules'), { withFileTypes: true })
        .filter((entry) => entry.isSymbolicLink())
        .map((entry) => `node_modules/${entry.name}`);
      // Links lead to workspaces, which are the application's own; npm lists them and what they lead to.
      const expected = npmQuery(repositoryRoot).filter((line) => {
        const location = line.slice(line.lastIndexOf(' ') + 1);
        return location.startsWith('node_modules/') && !links.includes(location);
      });
      expect(expected.length).toBeGreaterThan(100);
      expect(await ours(files)).toEqual(expected);
    },
    60_000,
  );
});

describe('npm', () => {
  const manifest = (name: string, version: string, more: object = {}) => JSON.stringify({ name, version, ...more });

  it('makes one package of a version at several places', async () => {
    const { packages } = await runCataloger(npm, {
      'app/node_modules/a/package.json': manifest('a', '1.0.0', { license: 'MIT' }),
      'app/node_modules/b/node_modules/a/package.json': manifest('a', '1.0.0', { license: 'MIT' }),
      'app/node_modules/c/node_modules/a/package.json': manifest('a', '2.0.0'),
      'app/node_modules/@s/p/package.json': manifest('@s/p', '1.0.0-rc.1', { private: true }),
    });
    expect(packages).toEqual([
      {
        purl: 'pkg:npm/a@1.0.0',
        type: 'npm',
        ecosystem: 'npm',
        name: 'a',
        version: '1.0.0',
        licenses: ['MIT'],
        details: { kind: 'npm' },
        paths: ['app/node_modules/a/package.json', 'app/node_modules/b/node_modules/a/package.json'],
      },
      expect.objectContaining({ purl: 'pkg:npm/a@2.0.0' }),
      expect.objectContaining({ purl: 'pkg:npm/%40s/p@1.0.0-rc.1', details: { kind: 'npm', private: true } }),
    ]);
  });

  it('writes purls that the reference implementation reads back', async () => {
    const names = ['a', '@scope/name', 'JSONStream', 'socket.io', '~tilde', "it's", '@S/B_c'];
    const files = names.map((name) => [`node_modules/${name}/package.json`, manifest(name, '1.0.0-x+y.z')]);
    const { packages } = await runCataloger(npm, Object.fromEntries(files) as FileTree);
    expect(packages).toHaveLength(names.length);
    for (const one of packages) {
      const read = PackageURL.fromString(one.purl);
      // The reference makes names small; npm's own do not, since JSONStream and jsonstream are two packages.
      const name = [read.namespace, read.name].filter(Boolean).join('/');
      expect([name, read.version]).toEqual([one.name.toLowerCase(), one.version]);
    }
  });

  it('opens manifests, but for those of tests, and nothing else', async () => {
    const { opened } = await runCataloger(npm, {
      'app/package.json': manifest('app', '1.0.0'),
      'app/package-lock.json': '{}',
      'app/node_modules/.package-lock.json': '{}',
      'app/node_modules/a/package.json': manifest('a', '1.0.0'),
      'app/node_modules/a/index.js': '',
      'app/node_modules/a/lib/package.json': '{}',
      'app/node_modules/a/test/fixtures/package.json': '{}',
      'usr/share/nodejs/b/package.json': manifest('b', '1.0.0'),
    });
    expect([...opened].sort()).toEqual([
      'app/node_modules/a/lib/package.json',
      'app/node_modules/a/package.json',
      'app/package.json',
      'usr/share/nodejs/b/package.json',
    ]);
  });

  it.each([
    ['what was unpacked by hand', 'opt/yarn-v1.22.22/package.json', manifest('yarn', '1.22.22')],
    [
      'what another package carries',
      'n/node_modules/pnpm/dist/node_modules/tar/package.json',
      manifest('tar', '6.1.13'),
    ],
    ['what is compiled into another', 'n/node_modules/next/dist/compiled/ws/package.json', manifest('ws', '8.2.3')],
    ['an application in a folder of tests', 'srv/test/package.json', manifest('shop', '2.0.0')],
    ['an application in the root', 'package.json', manifest('shop', '2.0.0')],
  ])('lists, as standing alone, %s', async (_name, path, text) => {
    const { packages, problems } = await runCataloger(npm, { [path]: text });
    expect(packages.map(({ name, version }) => ({ name, version }))).toEqual([
      expect.objectContaining(JSON.parse(text)),
    ]);
    expect(packages[0]?.details).toEqual({ kind: 'npm', standsAlone: true });
    expect(problems).toEqual([]);
  });

  it.each([
    ['only says how modules are written', '{"type":"module"}'],
    ['has no version', '{"name":"a"}'],
    ['has no name', '{"version":"1.0.0"}'],
    ['is a template', '{"name":"{{name}}","version":"{{version}}"}'],
    ['is no JSON', '{% if x %}'],
    ['is a list', '[]'],
  ])('passes over a manifest elsewhere that %s', async (_name, text) => {
    const { packages, problems } = await runCataloger(npm, { 'srv/templates/package.json': text });
    expect([packages, problems]).toEqual([[], []]);
  });

  it('has a version as installed that is installed in one place and stands alone in another', async () => {
    const { packages } = await runCataloger(npm, {
      'a/package.json': manifest('x', '1.0.0'),
      'b/node_modules/x/package.json': manifest('x', '1.0.0'),
    });
    expect(packages).toEqual([
      expect.objectContaining({
        details: { kind: 'npm' },
        paths: ['a/package.json', 'b/node_modules/x/package.json'],
      }),
    ]);
  });

  it('does not read a manifest of ten megabytes', async () => {
    const { opened, problems } = await runCataloger(npm, {
      'node_modules/a/package.json': Buffer.alloc(10_000_000, 0x20),
    });
    expect(opened).toEqual([]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['catalog/manifest-too-large', 'node_modules/a/package.json'],
    ]);
  });
});
