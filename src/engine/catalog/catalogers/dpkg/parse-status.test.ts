import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { parseStatus } from './parse-status.ts';

function parse(text: string) {
  const problems: string[] = [];
  const packages = parseStatus(text, (code) => problems.push(code));
  return { packages, problems };
}

const entry = (fields: Readonly<Record<string, string>>) =>
  `${Object.entries({ Package: 'a', Status: 'install ok installed', Version: '1', ...fields })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n`;

describe('parseStatus', () => {
  it('reads a package with its source, architecture, maintainer and section', () => {
    const text = entry({
      Package: 'libc6',
      Version: '2.36-9+deb12u9',
      Architecture: 'amd64',
      Source: 'glibc',
      Maintainer: 'GNU Libc Maintainers <debian-glibc@lists.debian.org>',
      Section: 'libs',
    });
    expect(parse(text)).toEqual({
      packages: [
        {
          name: 'libc6',
          version: '2.36-9+deb12u9',
          architecture: 'amd64',
          source: { name: 'glibc', version: '2.36-9+deb12u9' },
          maintainer: 'GNU Libc Maintainers <debian-glibc@lists.debian.org>',
          section: 'libs',
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['source with the version of a rebuild', '1.2-3+b1', 'glibc (1.2-3)', { name: 'glibc', version: '1.2-3' }],
    ['source with an epoch', '1:1.2', 'x (2:9)', { name: 'x', version: '2:9' }],
    ['source without a version', '1:1.2', 'x', { name: 'x', version: '1:1.2' }],
    ['source with an open parenthesis', '1.2', 'x (2', { name: 'x', version: '1.2' }],
    ['source with empty parentheses', '1.2', 'x ()', { name: 'x', version: '1.2' }],
    ['source that is no name', '1.2', '(3)', undefined],
  ])('%s', (_name, version, source, expected) => {
    expect(parse(entry({ Version: version, Source: source })).packages[0]?.source).toEqual(expected);
  });

  it.each([
    ['install ok installed', ['a'], []],
    ['hold ok installed', ['a'], []],
    ['deinstall ok installed', ['a'], []],
    ['install reinstreq half-installed', ['a'], []],
    ['install ok unpacked', ['a'], []],
    ['install ok half-configured', ['a'], []],
    ['install ok triggers-awaited', ['a'], []],
    ['install ok triggers-pending', ['a'], []],
    ['deinstall ok config-files', [], []],
    ['purge ok not-installed', [], []],
    ['install ok mounted', ['a'], ['catalog/package-state-unknown']],
    ['installed', ['a'], ['catalog/package-state-unknown']],
  ])('state %s', (status, names, codes) => {
    const { packages, problems } = parse(entry({ Status: status }));
    expect([packages.map(({ name }) => name), problems]).toEqual([names, codes]);
  });

  it('takes an entry without a state as installed, as in distroless images', () => {
    expect(parse('Package: a\nVersion: 1\n')).toEqual({ packages: [{ name: 'a', version: '1' }], problems: [] });
  });

  it.each([
    ['no name', 'Version: 1\n', 'catalog/package-name-invalid'],
    ['a name of 5,000 characters', entry({ Package: 'a'.repeat(5000) }), 'catalog/package-name-invalid'],
    ['a name that is a path', entry({ Package: '../../etc/passwd' }), 'catalog/package-name-invalid'],
    ['no version', 'Package: a\nStatus: install ok installed\n', 'catalog/package-version-invalid'],
    ['a version with a blank', entry({ Version: '1 2' }), 'catalog/package-version-invalid'],
    ['a version of two lines', entry({ Version: '1\n 2' }), 'catalog/package-version-invalid'],
    ['a version of 5,000 characters', entry({ Version: '1'.repeat(5000) }), 'catalog/package-version-invalid'],
  ])('%s: left out, with a problem', (_name, text, code) => {
    expect(parse(text)).toEqual({ packages: [], problems: [code] });
  });

  it('goes on after a broken entry', () => {
    const { packages, problems } = parse(`${entry({ Version: '' })}${entry({ Package: 'b' })}`);
    expect([packages.map(({ name }) => name), problems]).toEqual([['b'], ['catalog/package-version-invalid']]);
  });

  it('never throws and never gives a package without name and version', () => {
    const line = fc.tuple(fc.constantFrom('Package', 'Version', 'Status', 'Source', 'x', ''), fc.string());
    const texts = fc.array(line.map(([name, value]) => `${name}: ${value}`)).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.oneof(texts, anyText()), (text) => {
        for (const one of parse(text).packages) expect(`${one.name}@${one.version}`).toMatch(/^[^@\s]+@[^@\s]+$/);
      }),
    );
  });
});
