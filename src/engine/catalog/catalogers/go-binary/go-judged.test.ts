import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '#tests/support/feeds/zip-writer.ts';
import { useTemporaryDirectory } from '#tests/support/image-context.ts';
import { missing } from '#tests/support/requirements.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { goBinary } from './go-binary.ts';

/** Toolchains whose builds are judged, if Go has them already: the last that wrote each form, and one for each way of pointers. */
const oldToolchains = ['go1.13.15', 'go1.16.15', 'go1.17.13'].filter(isInstalled);
const directory = useTemporaryDirectory();

function go(args: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  const env = {
    ...process.env,
    GOENV: 'off',
    GOFLAGS: '',
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
    ...more,
  };
  return execFileSync('go', args, { cwd: more.PWD, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function isInstalled(toolchain: string): boolean {
  try {
    return go(['version'], { GOTOOLCHAIN: toolchain, GOPROXY: 'off', GOSUMDB: 'sum.golang.org' }).includes(toolchain);
  } catch {
    return false;
  }
}

/** Lines of `go version -m` that name modules, and the toolchain. */
function judged(program: string): readonly string[] {
  const [first = '', ...lines] = go(['version', '-m', program]).split('\n');
  const modules: string[] = [];
  for (const line of lines) {
    const [kind, path, version] = line.trim().split('\t');
    if (kind === '=>') modules.pop();
    if (kind === 'mod' || kind === 'dep' || kind === '=>') modules.push(`${path} ${version}`);
  }
  return [...modules, `stdlib ${first.split(': ')[1]?.slice(2)}`].toSorted();
}

describe.skipIf(missing('go', { optional: true }))('lists what go version -m lists [needs go]', () => {
  beforeAll(() => writeSources(directory.path));

  const build = (name: string, options: readonly string[], more: Readonly<Record<string, string>>) => {
    const output = join(directory.path, name);
    const proxy = `file://${join(directory.path, 'proxy')}`;
    const modules = join(directory.path, 'modules');
    // Go 1.13 has no such flag; what earlier builds fetched is there by then.
    const writable = more.GOROOT?.includes('go1.13') === true ? [] : ['-modcacherw'];
    go(['build', ...writable, '-o', output, ...options, '.'], {
      PWD: join(directory.path, 'app'),
      GOPROXY: proxy,
      GOMODCACHE: join(modules, 'pkg/mod'),
      GOPATH: modules,
      ...more,
    });
    return output;
  };
  const check = async (output: string) => {
    const { packages, problems } = await runCataloger(goBinary, { 'usr/bin/app': readFileSync(output) });
    expect(packages.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual(judged(output));
    expect(problems).toEqual([]);
    expect(packages.map(({ name }) => name)).toEqual([
      'example.org/app',
      'example.org/dep',
      'example.org/fork',
      'stdlib',
    ]);
  };

  it.each([
    ['linux/amd64', []],
    ['linux/arm64', ['-buildmode=pie', '-ldflags=-s -w']],
    ['linux/386', ['-ldflags=-s -w']],
    ['linux/s390x', []],
    ['windows/amd64', []],
    ['darwin/arm64', []],
  ])(
    '%s %s',
    async (target, options) => {
      const [GOOS = '', GOARCH = ''] = target.split('/');
      await check(build(target.replace('/', '-'), ['-buildvcs=false', ...options], { GOOS, GOARCH }));
    },
    300_000,
  );

  it
    .skipIf(oldToolchains.length === 0)
    .each(
      (oldToolchains.length === 0 ? ['an old toolchain'] : oldToolchains).flatMap((toolchain) =>
        ['linux/amd64', 'linux/s390x', 'windows/386', 'darwin/amd64'].map((target) => [toolchain, target] as const),
      ),
    )(
    'built by %s for %s [needs it]',
    async (GOTOOLCHAIN, target) => {
      const [GOOS = '', GOARCH = ''] = target.split('/');
      // Toolchains of their own are found where Go keeps them, not among the modules of the test.
      const root = go(['env', 'GOROOT'], {
        GOTOOLCHAIN,
        GOPROXY: 'off',
        GOFLAGS: '',
        GOSUMDB: 'sum.golang.org',
      }).trim();
      await check(
        build(`${GOTOOLCHAIN}-${GOOS}`, [], { GOOS, GOARCH, GOROOT: root, PATH: `${root}/bin:${process.env.PATH}` }),
      );
    },
    300_000,
  );
});

/** A program with a dependency and a replaced one, and a proxy on disk that has them (go.dev/ref/mod#goproxy-protocol). */
function writeSources(root: string): void {
  const app = join(root, 'app');
  mkdirSync(app, { recursive: true });
  const sums: string[] = [];
  for (const [path, version] of [
    ['example.org/dep', 'v1.2.3'],
    ['example.org/old', 'v1.0.0'],
    ['example.org/fork', 'v1.0.1'],
  ] as const)
    sums.push(...writeModule(join(root, 'proxy'), path, version));
  const requires = 'require (\n\texample.org/dep v1.2.3\n\texample.org/old v1.0.0\n)\n';
  const replaces = 'replace example.org/old => example.org/fork v1.0.1\n';
  writeFileSync(join(app, 'go.mod'), `module example.org/app\n\ngo 1.13\n\n${requires}\n${replaces}`);
  writeFileSync(join(app, 'go.sum'), sums.join(''));
  writeFileSync(
    join(app, 'main.go'),
    'package main\n\nimport (\n\t_ "example.org/dep"\n\t_ "example.org/old"\n)\n\nfunc main() {}\n',
  );
}

function writeModule(proxy: string, path: string, version: string): readonly string[] {
  const home = join(proxy, path, '@v');
  mkdirSync(home, { recursive: true });
  // The module's own name for a fork is that of what it replaces or its own: Go takes both.
  const mod = `module ${path}\n`;
  const files = { 'go.mod': mod, 'x.go': 'package x\n' };
  const members = Object.entries(files).map(([name, content]) => ({ name: `${path}@${version}/${name}`, content }));
  writeFileSync(join(home, 'list'), `${version}\n`);
  writeFileSync(join(home, `${version}.info`), JSON.stringify({ Version: version, Time: '2024-01-01T00:00:00Z' }));
  writeFileSync(join(home, `${version}.mod`), mod);
  writeFileSync(join(home, `${version}.zip`), writeZip(members));
  return [
    `${path} ${version} ${sumOf(members)}\n`,
    `${path} ${version}/go.mod ${sumOf([{ name: 'go.mod', content: mod }])}\n`,
  ];
}

/** `h1:`, the hash of a list of hashes (golang.org/x/mod/sumdb/dirhash). */
function sumOf(files: readonly { readonly name: string; readonly content: string }[]): string {
  const sha256 = (text: string) => createHash('sha256').update(text);
  const lines = files.map(({ name, content }) => `${sha256(content).digest('hex')}  ${name}\n`);
  return `h1:${sha256(lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('')).digest('base64')}`;
}
