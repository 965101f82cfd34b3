import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { parseContainerManifest } from './container-manifest.ts';
import { rpm } from './rpm.ts';

const line = (changes: Readonly<Record<number, string>> = {}) =>
  [
    'openssl',
    '1.1.1k-28.cm2',
    '1692000000',
    '1691000000',
    'Microsoft Corporation',
    '(none)',
    '1',
    'x86_64',
    '0',
    'openssl-1.1.1k-28.cm2.src.rpm',
  ]
    .map((value, at) => changes[at] ?? value)
    .join('\t');

function parse(text: string) {
  const problems: string[] = [];
  return { packages: parseContainerManifest(text, (code) => problems.push(code)), problems };
}
const openssl = {
  name: 'openssl',
  version: '1.1.1k',
  release: '28.cm2',
  architecture: 'x86_64',
  sourceRpm: 'openssl-1.1.1k-28.cm2.src.rpm',
  vendor: 'Microsoft Corporation',
};

describe('parseContainerManifest', () => {
  it.each<[string, string, readonly unknown[], readonly string[]]>([
    ['a package', `${line()}\n`, [openssl], []],
    ['an epoch', line({ 5: '2' }), [{ ...openssl, epoch: 2 }], []],
    ['a version with dashes', line({ 1: '1-2-3' }), [{ ...openssl, version: '1-2', release: '3' }], []],
    ['no vendor', line({ 4: '(none)' }), [{ ...openssl, vendor: undefined }], []],
    ['empty lines and CRLF', `\n${line()}\r\n\n`, [openssl], []],
    ['too few columns', 'openssl\t1-1', [], ['catalog/package-invalid']],
    ['no release', line({ 1: '1.0' }), [], ['catalog/package-invalid']],
    ['a name that is none', line({ 0: '../x' }), [], ['catalog/package-invalid']],
  ])('reads %s', (_, text, packages, problems) => {
    expect(parse(text)).toEqual({ packages, problems });
  });

  it('never throws', () => {
    const piece = fc.constantFrom('\t', '\n', '-', 'a', '1', '(none)', line());
    fc.assert(fc.property(fc.array(piece), (pieces) => void parse(pieces.join(''))));
    fc.assert(fc.property(anyText(), (text) => void parse(text)));
  });

  it('is read in place of a database, with the source of each package', async () => {
    const files = {
      'var/lib/rpmmanifest/container-manifest-2': `${line()}\n`,
      'var/lib/rpmmanifest/container-manifest-1': 'openssl-1.1.1k-28.cm2.x86_64\n',
    };
    const mariner = {
      id: 'mariner',
      versionId: '2.0',
      prettyName: 'CBL-Mariner/Linux',
      idLike: [],
      ecosystem: 'azure-linux',
      release: '2',
    };
    const { packages, opened, problems } = await runCataloger(rpm, files, mariner);
    expect(opened).toEqual(['var/lib/rpmmanifest/container-manifest-2']);
    expect(problems).toEqual([]);
    expect(packages).toMatchObject([
      {
        purl: 'pkg:rpm/azurelinux/openssl@1.1.1k-28.cm2?arch=x86_64&distro=mariner-2.0',
        ecosystem: 'azure-linux',
        version: '1.1.1k-28.cm2',
        source: { name: 'openssl', version: '1.1.1k-28.cm2' },
      },
    ]);
  });
});
