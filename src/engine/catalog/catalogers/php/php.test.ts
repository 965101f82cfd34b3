import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRecord } from '#core/json.ts';
import { missing } from '#tests/support/requirements.ts';
import { type FileTree, readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { php } from './php.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-php-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function list(files: FileTree) {
  const { packages, problems } = await runCataloger(php, files);
  return {
    found: packages.map((one) => `${one.name} ${one.version}`).sort(),
    problems: problems.map(({ code, path }) => [code, path]),
    packages,
  };
}

describe.skipIf(missing(['php', 'composer'], { optional: true }))(
  'lists what Composer lists [needs php, composer]',
  () => {
    const environment = () => ({
      ...process.env,
      COMPOSER_ALLOW_SUPERUSER: '1',
      COMPOSER_HOME: join(directory, 'composer'),
    });

    /** A project with packages from directories beside it, as no repository can be relied on. */
    function install(): string {
      const home = join(directory, 'project');
      const packages = {
        'acme/first': { version: 'v1.2.3', license: 'MIT', require: { 'acme/second': '^2' } },
        'acme/second': {
          version: '2.0.0-RC1',
          license: ['MIT', 'GPL-2.0-or-later'],
          provide: { 'psr/log-implementation': '1.0' },
        },
        'acme/tool': { version: '0.1', type: 'metapackage' },
        'acme/for-tests': { version: '3.0.1', license: 'Apache-2.0', replace: { 'acme/old': '*' } },
      };
      for (const [name, more] of Object.entries(packages)) {
        const place = join(directory, 'libs', name.replace('/', '-'));
        mkdirSync(place, { recursive: true });
        writeFileSync(join(place, 'composer.json'), JSON.stringify({ name, description: 'x', ...more }));
        writeFileSync(join(place, 'x.php'), '<?php');
      }
      mkdirSync(home);
      const project = {
        name: 'acme/project',
        repositories: [{ type: 'path', url: '../libs/*', options: { symlink: false } }, { 'packagist.org': false }],
        'minimum-stability': 'dev',
        require: { 'acme/first': '*', 'acme/tool': '*' },
        'require-dev': { 'acme/for-tests': '*' },
      };
      writeFileSync(join(home, 'composer.json'), JSON.stringify(project));
      execFileSync('composer', ['install', '--no-interaction', '--no-plugins', '--quiet'], {
        cwd: home,
        env: environment(),
        stdio: 'pipe',
      });
      return home;
    }

    it('of a project, by either of its two lists', { timeout: 120_000 }, async () => {
      const home = install();
      const shown: unknown = JSON.parse(
        execFileSync('composer', ['show', '--format=json'], {
          cwd: home,
          env: environment(),
          stdio: 'pipe',
        }).toString(),
      );
      const installed = isRecord(shown) && Array.isArray(shown.installed) ? shown.installed.filter(isRecord) : [];
      const expected = installed.map(({ name, version }) => `${String(name)} ${String(version)}`).sort();
      expect(expected).toHaveLength(4);
      const { found, problems, packages } = await list(readTree(home));
      expect({ found, problems }).toEqual({ found: expected, problems: [] });
      expect(packages.find(({ name }) => name === 'acme/second')?.licenses).toEqual(['MIT', 'GPL-2.0-or-later']);
      expect(
        packages.flatMap(({ name, details }) =>
          details?.kind === 'packagist' && details.development === true ? [name] : [],
        ),
      ).toEqual(['acme/for-tests']);
      const only = readFileSync(join(home, 'vendor/composer/installed.php'));
      const again = await list({ 'app/vendor/composer/installed.php': only });
      expect({ found: again.found, problems: again.problems }).toEqual({ found: expected, problems: [] });
    });
  },
);

const one = { name: 'Acme/Lib', version: 'v1.0', license: ['MIT'], source: { reference: 'a'.repeat(40) } };
const pear =
  'a:4:{s:4:"name";s:5:"redis";s:7:"channel";s:12:"pecl.php.net";s:7:"version";a:1:{s:7:"release";s:5:"6.0.2";}s:7:"license";a:1:{s:8:"_content";s:3:"PHP";}}';

describe('php', () => {
  it.each<[string, FileTree, readonly string[]]>([
    ['Composer 1', { 'vendor/composer/installed.json': JSON.stringify([one]) }, ['acme/lib v1.0']],
    [
      'Composer 2',
      { 'vendor/composer/installed.json': JSON.stringify({ packages: [one], dev: true }) },
      ['acme/lib v1.0'],
    ],
    ['no packages', { 'vendor/composer/installed.json': '{"packages":[]}' }, []],
    [
      'a branch',
      { 'composer/installed.json': JSON.stringify([{ ...one, version: 'dev-feature/x' }]) },
      ['acme/lib dev-feature/x'],
    ],
    ['PECL', { 'usr/local/lib/php/.registry/.channel.pecl.php.net/redis.reg': pear }, ['pecl.php.net/redis 6.0.2']],
    [
      'PEAR of old',
      { 'usr/share/php/.registry/x.reg': 'a:2:{s:7:"package";s:1:"X";s:7:"version";s:3:"1.0";}' },
      ['pear.php.net/X 1.0'],
    ],
  ])('%s', async (_name, files, expected) => {
    const { found, problems } = await list(files);
    expect({ found, problems }).toEqual({ found: expected, problems: [] });
  });

  it('opens lists and entries, and nothing else; the list with licences counts', async () => {
    const files = {
      'app/vendor/composer/installed.json': JSON.stringify([one]),
      'app/vendor/composer/installed.php':
        "<?php return array('root' => array(), 'versions' => array('x/y' => array('pretty_version' => '1')));",
      'app/composer.lock': '{}',
      'app/vendor/acme/lib/composer.json': '{}',
      'app/vendor/xcomposer/installed.json': '{}',
      'php/.registry/a/b/c.reg': '',
      'php/registry/c.reg': '',
      'php/.registry/.channel.x/c.reg': pear,
    };
    const { opened, packages } = await runCataloger(php, files);
    expect(opened).toEqual([
      'app/vendor/composer/installed.json',
      'app/vendor/composer/installed.php',
      'php/.registry/.channel.x/c.reg',
    ]);
    expect(packages.map(({ purl, licenses, details }) => [purl, licenses, details])).toEqual([
      ['pkg:composer/acme/lib@v1.0', ['MIT'], { kind: 'packagist', commit: 'a'.repeat(40) }],
      ['pkg:pear/pecl.php.net/redis@6.0.2', ['PHP'], { kind: 'pear', channel: 'pecl.php.net' }],
    ]);
    for (const { purl, name } of packages) {
      const read = PackageURL.fromString(purl);
      expect(`${read.namespace}/${read.name}`).toBe(name);
    }
  });

  it.each<[string, string, string | Uint8Array]>([
    ['JSON that breaks off', 'vendor/composer/installed.json', '{"packages":[{'],
    ['JSON that is another', 'vendor/composer/installed.json', '{"a":1}'],
    ['brackets without end', 'vendor/composer/installed.json', '['.repeat(1_000_000)],
    ['PHP that does more than return', 'vendor/composer/installed.php', '<?php foo(); return array();'],
    ['PHP that breaks off', 'vendor/composer/installed.php', "<?php return array('versions' => array("],
    ['an entry that breaks off', '.registry/x.reg', pear.slice(0, -5)],
    ['an entry that holds objects', '.registry/x.reg', 'O:1:"A":0:{}'],
    ['bytes of another kind', '.registry/x.reg', Buffer.from([0, 255, 254])],
  ])('%s is a problem', async (_name, path, content) => {
    const { found, problems } = await list({ [path]: content });
    expect(found).toEqual([]);
    expect(problems).toEqual([['catalog/manifest-unreadable', path]]);
  });

  it('a package without a proper name or version is a problem, and costs itself', async () => {
    const packages = [one, { name: '../x', version: '1' }, { name: 'a/b' }, { name: 'a/c', version: 'x y' }];
    const { found, problems } = await list({ 'composer/installed.json': JSON.stringify(packages) });
    expect(found).toEqual(['acme/lib v1.0']);
    expect(problems.map(([code]) => code)).toEqual(Array.from({ length: 3 }, () => 'catalog/package-name-invalid'));
  });

  it('never fails', async () => {
    const paths = fc.constantFrom('composer/installed.json', 'composer/installed.php', '.registry/x.reg');
    const content = fc.oneof(
      fc.json(),
      fc.string(),
      fc.nat(pear.length).map((length) => pear.slice(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(paths, content, async (path, text) => {
        const { found, problems } = await list({ [path]: text });
        expect(found.length + problems.length >= 0 && problems.every(([, where]) => where === path)).toBe(true);
      }),
    );
  });
});
