import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { ruby } from './ruby.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-ruby-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Lets RubyGems itself say what is installed in gem homes: `name version platform`, and whether it came with Ruby. */
function gemList(homes: readonly string[]): readonly string[] {
  const program = `Gem::Specification.each { |s|
    here = ARGV.any? { |home| s.loaded_from.start_with?(home + "/specifications/") }
    puts [s.name, s.version, s.platform, s.default_gem?, s.licenses.join("|")].join(" ") if here }`;
  const env = { ...process.env, GEM_PATH: homes.join(':'), GEM_HOME: homes[0] };
  const output = execFileSync('ruby', ['-e', program, ...homes], { env, encoding: 'utf8' });
  return output
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

async function ours(home: string): Promise<readonly string[]> {
  const { packages, problems, opened } = await runCataloger(
    ruby,
    readTree(home, (path) => path.endsWith('.gemspec')),
  );
  expect(problems).toEqual([]);
  expect(opened.every((path) => path.includes('specifications/'))).toBe(true);
  return packages
    .map(({ name, version, details, licenses }) => {
      const { platform = 'ruby', default: isDefault = false } = details?.kind === 'rubygems' ? details : {};
      return [name, version, platform, isDefault, licenses.join('|')].join(' ');
    })
    .sort();
}

function buildGem(name: string, version: string, more: string): string {
  const home = mkdtempSync(join(directory, 'build-'));
  mkdirSync(join(home, 'lib'));
  writeFileSync(join(home, 'lib', `${name}.rb`), '');
  const lines = [
    `s.name = '${name}'`,
    `s.version = '${version}'`,
    "s.summary = 'x'",
    "s.authors = ['a']",
    "s.files = Dir['lib/*']",
    more,
  ];
  writeFileSync(join(home, 'x.gemspec'), `Gem::Specification.new do |s|\n${lines.join('\n')}\nend\n`);
  execFileSync('gem', ['build', '--silent', '-o', 'x.gem', 'x.gemspec'], { cwd: home, stdio: 'pipe' });
  return join(home, 'x.gem');
}

describe.skipIf(missing(['gem', 'ruby'], { optional: true }))('lists what RubyGems lists [needs gem, ruby]', () => {
  it('of gems that it installed, for platforms and in several versions', { timeout: 120_000 }, async () => {
    const home = join(directory, 'home');
    const gems = [
      buildGem('plain', '1.0.0', "s.license = 'MIT'"),
      buildGem('plain', '2.0.0.rc1', "s.licenses = ['MIT', 'Ruby \"x\"']"),
      buildGem('with_description', '0.1', "s.description = %q{a \"b\"\n  s.name = 'c' é}; s.metadata = { 'k' => 'v' }"),
      buildGem('native-one', '3.2.1', 's.platform = Gem::Platform.local'),
      buildGem('needs', '1', "s.add_dependency 'plain', '>= 1'; s.required_ruby_version = '>= 2'"),
    ];
    execFileSync('gem', ['install', '--local', '--no-document', '--force', '-i', home, ...gems], { stdio: 'pipe' });
    const expected = gemList([home]);
    expect(expected).toHaveLength(5);
    expect(expected.filter((line) => !line.includes(' ruby '))).toHaveLength(1);
    expect(await ours(home)).toEqual(expected);
  });

  it('of those that Ruby brings', { timeout: 60_000 }, async () => {
    const home = execFileSync('ruby', ['-e', 'puts Gem.default_dir, Gem.default_specifications_dir'], {
      encoding: 'utf8',
    });
    const base = (home.split('\n')[1] ?? '').replace(/\/specifications\/default$/, '');
    const expected = gemList([base]);
    expect(expected.filter((line) => line.includes(' true '))).not.toHaveLength(0);
    expect(await ours(base)).toEqual(expected);
  });
});

const gemspec = (name: string, version: string, more = '') =>
  `Gem::Specification.new do |s|\n  s.name = "${name}".freeze\n  s.version = "${version}"\n${more}end\n`;

describe('ruby', () => {
  it('opens specifications of gem homes, and nothing else', async () => {
    const { opened, packages } = await runCataloger(ruby, {
      'h/specifications/a-1.gemspec': gemspec('a', '1'),
      'h/specifications/default/b-2.gemspec': gemspec('b', '2'),
      'h/bundler/gems/c-012/c.gemspec': gemspec('c', '3'),
      'h/gems/a-1/a.gemspec': gemspec('a', '9'),
      'h/gems/a-1/lib/a.rb': '',
      'h/cache/a-1.gem': '',
    });
    expect(opened).toEqual([
      'h/specifications/a-1.gemspec',
      'h/specifications/default/b-2.gemspec',
      'h/bundler/gems/c-012/c.gemspec',
    ]);
    expect(packages.map(({ name, details }) => [name, details])).toEqual([
      ['a', { kind: 'rubygems' }],
      ['b', { kind: 'rubygems', default: true }],
      ['c', { kind: 'rubygems' }],
    ]);
  });

  it('writes purls that the reference implementation reads back', async () => {
    const { packages } = await runCataloger(ruby, {
      'specifications/a-1.gemspec': gemspec('a', '1.0', '  s.platform = "x86_64-linux".freeze\n'),
    });
    expect(packages.map(({ purl, type, ecosystem }) => [purl, type, ecosystem])).toEqual([
      ['pkg:gem/a@1.0?platform=x86_64-linux', 'gem', 'rubygems'],
    ]);
    expect(PackageURL.fromString(packages[0]?.purl ?? '')).toMatchObject({ type: 'gem', name: 'a', version: '1.0' });
  });

  it.each([
    ['one that a person wrote', 'Gem::Specification.new { |s| s.version = A::VERSION }', 'catalog/manifest-unreadable'],
    ['bytes of another kind', Buffer.from([0, 255, 1, 254]), 'catalog/manifest-unreadable'],
    ['ten megabytes', Buffer.alloc(10_000_000), 'catalog/file-too-large'],
  ])('%s is a problem', async (_name, content, code) => {
    const { packages, problems } = await runCataloger(ruby, { 'specifications/a-1.gemspec': content });
    expect(packages).toEqual([]);
    expect(problems.map((one) => [one.code, one.path])).toEqual([[code, 'specifications/a-1.gemspec']]);
  });
});
