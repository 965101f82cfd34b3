import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asRecords, asString, isRecord } from '#core/json.ts';
import { findProgram, missing, repositoryRoot } from '#tests/support/requirements.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { lockFiles } from './lock-files.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-locks-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a program in a directory of its own, with these files, and returns what it prints. */
function ask(command: readonly string[], files: Readonly<Record<string, string>>): string {
  const cwd = join(directory, command[0] ?? '');
  mkdirSync(cwd, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const env = { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
  const options = {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 << 20,
  };
  return execFileSync(command[0] ?? '', command.slice(1), options).toString();
}

async function ours(file: string, text: string): Promise<string[]> {
  const { packages, problems } = await runCataloger(lockFiles, { [`app/${file}`]: text });
  expect(problems).toEqual([]);
  return packages.map(({ name, version }) => `${name} ${version}`).sort();
}

const line = (name: unknown, version: unknown) => `${String(name)} ${String(version)}`;

describe('lock files name what their tools say', () => {
  it.skipIf(missing('npm'))(
    "npm, of this repository's own [needs npm]",
    async () => {
      const query = ['query', '*', '--package-lock-only', '--offline'];
      const answer: unknown = JSON.parse(
        execFileSync('npm', query, {
          cwd: repositoryRoot,
          stdio: ['ignore', 'pipe', 'ignore'],
          maxBuffer: 64 << 20,
        }).toString(),
      );
      const expected = asRecords(answer)
        .filter(({ dev }) => dev !== true)
        // The workspace is the application's own; npm lists it and the link that leads to it.
        .filter(({ location, path, realpath }) => asString(location)?.startsWith('node_modules/') && path === realpath)
        .map(({ name, version }) => line(name, version));
      expect(expected.length).toBeGreaterThan(50);
      const text = readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8');
      expect(await ours('package-lock.json', text)).toEqual([...new Set(expected)].sort());
    },
    60_000,
  );

  it.skipIf(missing('go', { optional: true }))('Go [needs go]', async () => {
    const text =
      'module (\n\texample.org/app\n)\ngo 1.20\nrequire "example.org/q" v1.0.0\nrequire (\n example.org/a/v2 v2.1.0-rc.1 // indirect\n' +
      '\tgopkg.in/yaml.v3 v3.0.0-20200313102051-9f266ea9e77c\n)\nretract v1.0.0\nexclude example.org/q v0.9.0\n';
    const answer: unknown = JSON.parse(ask(['go', 'mod', 'edit', '-json', 'go.mod'], { 'go.mod': text }));
    const required = asRecords(isRecord(answer) ? answer.Require : []).map((one) => line(one.Path, one.Version));
    expect(required).toHaveLength(3);
    expect(await ours('go.mod', text)).toEqual(required.sort());
  });

  it.skipIf(missing('composer', { optional: true }))(
    'Composer [needs composer]',
    async () => {
      const lock = {
        'content-hash': 'x',
        packages: [
          { name: 'symfony/http-kernel', version: 'v6.3.0', type: 'library', license: ['MIT'] },
          { name: 'mine/branch', version: 'dev-main', type: 'library' },
        ],
        'packages-dev': [{ name: 'phpunit/phpunit', version: '10.0.0', type: 'library' }],
        aliases: [],
        'minimum-stability': 'stable',
        'stability-flags': {},
        'prefer-stable': false,
        'prefer-lowest': false,
        platform: {},
        'platform-dev': {},
      };
      const text = JSON.stringify(lock);
      const command = ['composer', 'show', '--locked', '--no-dev', '--format=json', '--no-interaction', '--no-plugins'];
      const answer: unknown = JSON.parse(ask(command, { 'composer.json': '{}', 'composer.lock': text }));
      const expected = asRecords(isRecord(answer) ? answer.locked : []).map((one) => line(one.name, one.version));
      expect(expected).toHaveLength(2);
      expect(await ours('composer.lock', text)).toEqual(expected.sort());
    },
    60_000,
  );

  it.skipIf(findProgram('ruby') === undefined)(
    'Bundler [needs ruby]',
    async () => {
      const text =
        'GIT\n  remote: https://h/r.git\n  revision: abc\n  specs:\n    from-git (0.1.0)\n      racc\n\n' +
        'GEM\n  remote: https://index.example/\n  specs:\n    nokogiri (1.15.4-x86_64-linux)\n      racc (~> 1.4)\n' +
        '    racc (1.7.1)\n    x.y-z_a (2.0.0.pre1)\n\nPLATFORMS\n  x86_64-linux\n\nDEPENDENCIES\n  from-git!\n  nokogiri\n';
      const script =
        'Bundler::LockfileParser.new(File.read("Gemfile.lock")).specs.each { |s| puts "#{s.name} #{s.version}" }';
      const expected = ask(['ruby', '-rbundler', '-e', script], { Gemfile: '', 'Gemfile.lock': text })
        .split('\n')
        .filter(Boolean);
      expect(expected).toHaveLength(4);
      expect(await ours('Gemfile.lock', text)).toEqual(expected.sort());
    },
    60_000,
  );
});

describe('lock files', () => {
  it('that are cut off between lines say so', async () => {
    const { packages, problems } = await runCataloger(lockFiles, {
      'app/yarn.lock': '# yarn lockfile v1\n\na@^1:\n  version "1.0.0"\n\nb@^1:\n  vers',
    });
    expect([packages.length, problems.map(({ code }) => code)]).toEqual([1, ['catalog/database-truncated']]);
  });

  it('that name what is no package are read as far as they do', async () => {
    const { packages, problems } = await runCataloger(lockFiles, {
      'app/composer.lock': JSON.stringify({
        packages: [{ name: 'a/b', version: '1' }, { name: 'a b', version: '1' }, {}],
      }),
    });
    expect(packages).toHaveLength(1);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/lock-entries-left-out']);
  });

  it('of ten megabytes are not read', async () => {
    const { opened, problems } = await runCataloger(lockFiles, { 'app/yarn.lock': Buffer.alloc(10_000_000) });
    expect([opened, problems.map(({ code }) => code)]).toEqual([[], ['catalog/file-too-large']]);
  });

  it('give no more than 50,000 packages', async () => {
    const lines = Array.from({ length: 50_010 }, (_, index) => `p${index}==1.0`).join('\n');
    const { packages, problems } = await runCataloger(lockFiles, { 'app/requirements.txt': lines });
    expect([packages.length, problems.map(({ code }) => code)]).toEqual([50_000, ['catalog/lock-entries-left-out']]);
  });
});
