import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { missing } from '#tests/support/requirements.ts';
import { bookworm, readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { packedPaths } from '../../owned-paths.ts';
import { dpkg } from './dpkg.ts';
import { divertedFiles, parseDiversions, parseFileList, parseMd5sums } from './file-lists.ts';

describe('lists of files', () => {
  it.each([
    ['directories are left out', '/.\n/usr\n/usr/bin\n/usr/bin/a\n/var\n', ['usr/bin/a', 'var']],
    ['a last line without end', '/usr/a\n/usr/b', ['usr/a', 'usr/b']],
    ['CRLF', '/usr/a\r\n', ['usr/a']],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect([...packedPaths(parseFileList(text) ?? expect.unreachable())]).toEqual(expected);
  });

  it.each([
    ['two blanks', 'd41d8cd98f00b204e9800998ecf8427e  usr/bin/a\n', ['usr/bin/a']],
    ['a star for binary files', 'd41d8cd98f00b204e9800998ecf8427e *usr/bin/a\n', ['usr/bin/a']],
    ['paths with blanks', 'd41d8cd98f00b204e9800998ecf8427e  usr/a  b\n', ['usr/a  b']],
    ['a leading ./', 'd41d8cd98f00b204e9800998ecf8427e  ./usr/bin/a\n', ['usr/bin/a']],
    ['lines that are none', 'usr/bin/a\n\nd41d8cd98f00b204e9800998ecf8427e\n', []],
  ])('md5sums with %s', (_, text, expected) => {
    expect([...packedPaths(parseMd5sums(text) ?? expect.unreachable())]).toEqual(expected);
  });

  it('diversions in threes; a last one that is cut off is none', () => {
    const text = '/bin/sh\n/bin/sh.distrib\ndash\n/a\n/b\n:\nc\n/d\ne\n/cut\n/off\n';
    expect(parseDiversions(text)).toEqual([
      { from: 'bin/sh', to: 'bin/sh.distrib', package: 'dash' },
      { from: 'a', to: 'b' },
    ]);
    const diversions = new Map(parseDiversions(text).map((one) => [one.from, one]));
    const files = (name: string) => [...divertedFiles(['bin/sh', 'a', 'z'], diversions, name)];
    expect(files('dash')).toEqual(['bin/sh', 'b', 'z']);
    expect(files('bash')).toEqual(['bin/sh.distrib', 'b', 'z']);
  });

  it('never throw', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 500 }), (text) => {
        expect(() => [parseFileList(text), parseMd5sums(text), parseDiversions(text)]).not.toThrow();
      }),
    );
  });
});

describe('whose list is whose', () => {
  const status = (architecture: string) =>
    `Package: libc6\nStatus: install ok installed\nArchitecture: ${architecture}\nMulti-Arch: same\nVersion: 1\n\n`;

  it('of a package of two architectures, by the name of the list', async () => {
    const { packages } = await runCataloger(
      dpkg,
      {
        'var/lib/dpkg/status': status('amd64') + status('i386'),
        'var/lib/dpkg/info/libc6:amd64.list': '/lib/amd64\n',
        'var/lib/dpkg/info/libc6:i386.list': '/lib/i386\n',
      },
      bookworm,
    );
    expect(packages.map(({ architecture, files }) => [architecture, ...(files ?? [])])).toEqual([
      ['amd64', 'lib/amd64'],
      ['i386', 'lib/i386'],
    ]);
  });

  it('in distroless images, by the file that lists the package, whatever its name', async () => {
    const { packages } = await runCataloger(
      dpkg,
      {
        'var/lib/dpkg/status.d/bGliYzY': status('amd64'),
        'var/lib/dpkg/status.d/bGliYzY.md5sums': 'd41d8cd98f00b204e9800998ecf8427e  lib/libc.so.6\n',
      },
      bookworm,
    );
    expect(packages.map(({ files }) => [...(files ?? [])])).toEqual([['lib/libc.so.6']]);
  });
});

const isNoDirectory = (path: string) =>
  !/[*?[\]\\]/.test(path) && lstatSync(`/${path}`, { throwIfNoEntry: false })?.isDirectory() !== true;

describe.skipIf(missing('dpkg-query') || !existsSync('/var/lib/dpkg/info'))(
  'this machine [needs a Debian machine, dpkg-query]',
  () => {
    it('every file is owned by whom dpkg-query -S names', async () => {
      const wanted = (path: string) => path === 'status' || path === 'diversions' || /^info\/[^/]+\.list$/.test(path);
      const files = Object.entries(readTree('/var/lib/dpkg', wanted)).map(([path, bytes]) => [
        `var/lib/dpkg/${path}`,
        bytes,
      ]);
      const { packages, problems } = await runCataloger(dpkg, Object.fromEntries(files), bookworm);
      expect(problems).toEqual([]);
      const owners = new Map<string, Set<string>>();
      for (const one of packages) {
        for (const path of one.files ?? []) owners.set(path, (owners.get(path) ?? new Set()).add(one.name));
      }
      expect(owners.size).toBeGreaterThan(1000);
      // One in so many, which is some hundred files all over the machine: dpkg-query reads every list for each call.
      const step = Math.ceil(owners.size / 400);
      // Empty directories, which lists do not tell from files, may be of several; what dpkg-query takes for a pattern is left out.
      const asked = [...owners.keys()].filter((path, at) => at % step === 0 && isNoDirectory(path));
      const answers = execFileSync('dpkg-query', ['-S', ...asked.map((path) => `/${path}`)], { encoding: 'utf8' });
      const expected = answers
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('diversion by '))
        .map((line) => [line.slice(line.indexOf(': ') + 3), line.slice(0, line.indexOf(': '))] as const)
        .map(
          ([path, names]) =>
            `${path} ${names
              .split(', ')
              .map((name) => name.replace(/:.*/, ''))
              .sort()
              .join(' ')}`,
        );
      expect(asked.map((path) => `${path} ${[...(owners.get(path) ?? [])].sort().join(' ')}`).sort()).toEqual(
        expected.sort(),
      );
    });
  },
);
