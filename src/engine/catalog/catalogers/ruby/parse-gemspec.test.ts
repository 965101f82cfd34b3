import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { parseGemspec } from './parse-gemspec.ts';
import { rubyStrings } from './ruby-literals.ts';
import { specificationPlace } from './specification-path.ts';

const spec = (...lines: readonly string[]) =>
  ['# -*- encoding: utf-8 -*-', 'Gem::Specification.new do |s|', ...lines.map((line) => `  s.${line}`), 'end', ''].join(
    '\n',
  );
const base = ['name = "a".freeze', 'version = "1.2.3"'];

describe('parseGemspec', () => {
  it.each([
    ['as RubyGems writes it', spec(...base), { name: 'a', version: '1.2.3', licenses: [] }],
    ['a pre-release', spec('name = "a"', 'version = "1.0.0.rc1"'), { name: 'a', version: '1.0.0.rc1', licenses: [] }],
    [
      'licences',
      spec(...base, 'licenses = ["MIT".freeze, "Ruby".freeze, "MIT".freeze]'),
      { name: 'a', version: '1.2.3', licenses: ['MIT', 'Ruby'] },
    ],
    ['one licence', spec(...base, "license = 'MIT'"), { name: 'a', version: '1.2.3', licenses: ['MIT'] }],
    [
      'a platform',
      spec(...base, 'platform = "x86_64-linux".freeze'),
      { name: 'a', version: '1.2.3', platform: 'x86_64-linux', licenses: [] },
    ],
    [
      'the platform of Ruby',
      spec(...base, 'platform = Gem::Platform::RUBY'),
      { name: 'a', version: '1.2.3', licenses: [] },
    ],
    [
      'of old',
      spec('name = %q{a}', 'version = Gem::Version.new("1.2.3")'),
      { name: 'a', version: '1.2.3', licenses: [] },
    ],
    [
      'another variable',
      'Gem::Specification.new do |spec|\n  spec.name    = "a"\n  spec.version = "1"\nend',
      { name: 'a', version: '1', licenses: [] },
    ],
    [
      'the comment, where the rest is computed',
      `# stub: a 1.2.3 java lib\0ext\n${spec('name = NAME', 'version = A::VERSION')}`,
      { name: 'a', version: '1.2.3', platform: 'java', licenses: [] },
    ],
    [
      'a dependency of that name',
      spec(...base, 'add_runtime_dependency(%q<name>.freeze, ["= 9"])'),
      { name: 'a', version: '1.2.3', licenses: [] },
    ],
    [
      'a description that looks like one',
      spec(...base, 'description = "s.version = 9"'),
      { name: 'a', version: '1.2.3', licenses: [] },
    ],
    ['a version that is computed', spec('name = "a"', 'version = A::VERSION'), undefined],
    ['a comparison', spec('name == "a"', 'version == "1"'), undefined],
    ['a name that is a path', spec('name = "../a"', 'version = "1"'), undefined],
    ['a version that is none', spec('name = "a"', 'version = "latest"'), undefined],
    ['a literal that never ends', spec('name = "a', 'version = "1'), undefined],
    ['nothing', '', undefined],
  ])('%s', (_name, text, expected) => {
    expect(parseGemspec(text)).toEqual(expected);
  });

  it('never throws, and is quick with long lines', () => {
    const words = fc.constantFrom(
      's.name = ',
      's.version = ',
      '"a"',
      "'1'",
      '%q{',
      '}',
      '\\',
      '\n',
      '# stub: a 1',
      '"',
      '#',
    );
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        expect(parseGemspec(parts.join('')) ?? { licenses: [] }).toHaveProperty('licenses');
      }),
    );
    const started = cpuTimeMs();
    for (const line of ['"', '\\"', '%q{', ' ', 's.name = "a" ', '1.'].map((part) => part.repeat(500_000)))
      parseGemspec(spec(`version = ${line}`, line));
    expect(cpuTimeMs() - started).toBeLessThan(2000);
  });
});

describe('rubyStrings', () => {
  it.each([
    ['"a".freeze, "b\\"c"', ['a', 'b"c']],
    ["'a\\'b', 'c\\n'", ["a'b", 'c\\n']],
    ['%q{a}, %q<b>, %Q(c\\n)', ['a', 'b', 'c\n']],
    ['"a" # "b"', ['a']],
    ['"a#{b}"', ['a#{b}']],
    ['x', []],
    ['"', []],
  ])('%s', (line, expected) => {
    expect(rubyStrings(line)).toEqual(expected);
  });
});

describe('specificationPlace', () => {
  it.each([
    ['usr/lib/ruby/gems/3.1.0/specifications/rake-13.0.6.gemspec', 'installed'],
    ['usr/lib/ruby/gems/3.1.0/specifications/default/json-2.6.1.gemspec', 'default'],
    ['var/lib/gems/3.1.0/specifications/nokogiri-1.15.4-x86_64-linux.gemspec', 'installed'],
    ['app/vendor/bundle/ruby/3.3.0/specifications/a-1.gemspec', 'installed'],
    ['usr/local/bundle/bundler/gems/rails-0123abc/rails.gemspec', 'from-git'],
    ['specifications/a-1.gemspec', 'installed'],
    ['usr/lib/ruby/gems/3.1.0/gems/rake-13.0.6/rake.gemspec', undefined],
    ['usr/lib/ruby/gems/3.1.0/gems/bundler-2.3.7/test/specifications/a-1.gemspec', undefined],
    ['app/a.gemspec', undefined],
    ['usr/local/bundle/bundler/gems/rails-0123abc/activerecord/activerecord.gemspec', undefined],
    ['usr/lib/ruby/gems/3.1.0/specifications/a.rb', undefined],
  ])('%s: %s', (path, place) => {
    expect(specificationPlace(path)).toBe(place);
  });
});
