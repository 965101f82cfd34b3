import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalImage, readFiles, sharedImage } from '#tests/support/open-shared-image.ts';
import { missing, missingShared } from '#tests/support/requirements.ts';
import { writeRpmHeader } from '#tests/support/rpm/write-header.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { createPackPaths, packedPaths } from '../../owned-paths.ts';
import { installedFiles } from './installed-files.ts';
import { rpm } from './rpm.ts';
import { parseRpmHeader } from './rpm-header.ts';
import { parseRpmPackage } from './rpm-package.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-rpm-files-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const texts = (values: readonly string[], count = values.length) => ({
  type: 8,
  count,
  data: Buffer.from(values.map((value) => `${value}\0`).join('')),
});
const numbers = (values: readonly number[], type: 1 | 3 | 4) => {
  const width = { 1: 1, 3: 2, 4: 4 }[type];
  const data = Buffer.alloc(values.length * width);
  for (const [index, value] of values.entries()) data.writeUIntBE(value, index * width, width);
  return { type, count: values.length, data };
};

interface FilesPlan {
  readonly names: ReturnType<typeof texts>;
  readonly directories: ReturnType<typeof texts>;
  readonly indexes: ReturnType<typeof numbers>;
  readonly states?: ReturnType<typeof numbers>;
  readonly flags?: ReturnType<typeof numbers>;
  readonly modes?: ReturnType<typeof numbers>;
}

const files = ({ names, directories, indexes, states, flags, modes }: FilesPlan): readonly string[] => {
  const tags = [
    { tag: 1117, value: names },
    { tag: 1118, value: directories },
    { tag: 1116, value: indexes },
    ...(states === undefined ? [] : [{ tag: 1029, value: states }]),
    ...(flags === undefined ? [] : [{ tag: 1037, value: flags }]),
    ...(modes === undefined ? [] : [{ tag: 1030, value: modes }]),
  ];
  return [...installedFiles(parseRpmHeader(writeRpmHeader(tags)) ?? expect.unreachable())];
};
const two = { names: texts(['a', 'b']), directories: texts(['/x/', '/y/']), indexes: numbers([1, 0], 4) };

describe('installedFiles', () => {
  it.each<[string, FilesPlan, readonly string[]]>([
    ['joins names with their directories', two, ['/y/a', '/x/b']],
    ['leaves out what was not installed', { ...two, states: numbers([0, 2], 1) }, ['/y/a']],
    ['leaves out what another package replaced', { ...two, states: numbers([1, 0], 1) }, ['/x/b']],
    ['leaves out ghosts', { ...two, flags: numbers([64 | 2, 2], 4) }, ['/x/b']],
    ['leaves out directories', { ...two, modes: numbers([0o040755, 0o100644], 3) }, ['/x/b']],
    ['passes over an index of no directory', { ...two, indexes: numbers([7, 0], 4) }, ['/x/b']],
    ['gives nothing where there are fewer names than it says', { ...two, names: texts(['a'], 2 ** 20) }, []],
    ['gives nothing of no names', { ...two, names: texts([]) }, []],
  ])('%s', (_, plan, expected) => {
    expect(files(plan)).toEqual(expected);
  });

  it('never throws, and what it gives is bounded', () => {
    const header = writeRpmHeader([
      { tag: 1000, value: 'p' },
      { tag: 1001, value: '1' },
      { tag: 1002, value: '1' },
      { tag: 1117, value: texts(['a', 'b']) },
      { tag: 1118, value: texts(['/x/']) },
      { tag: 1116, value: numbers([0, 0], 4) },
    ]);
    const change = fc.tuple(fc.nat(header.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(header);
        for (const [at, value] of changes) bytes[at] = value;
        expect(() => parseRpmPackage(bytes, createPackPaths())).not.toThrow();
      }),
    );
  });

  it('of a million names in one directory of 4,000 characters stop at what is kept', () => {
    const count = 1_000_000;
    const header = writeRpmHeader([
      { tag: 1000, value: 'p' },
      { tag: 1001, value: '1' },
      { tag: 1002, value: '1' },
      { tag: 1117, value: texts(Array.from({ length: count }, () => 'a')) },
      { tag: 1118, value: texts([`/${'d'.repeat(4000)}/`]) },
      {
        tag: 1116,
        value: numbers(
          Array.from({ length: count }, () => 0),
          4,
        ),
      },
    ]);
    expect(parseRpmPackage(header, createPackPaths())).toEqual({ name: 'p', version: '1', release: '1' });
  });
});

const spec = `Name: owner
Version: 1
Release: 1
Summary: x
License: MIT
BuildArch: noarch
%description
x
%install
mkdir -p %{buildroot}/usr/lib/node_modules/x %{buildroot}/opt/empty
echo 1 > %{buildroot}/usr/lib/node_modules/x/package.json
echo 2 > %{buildroot}/etc-ghost
ln -s x %{buildroot}/usr/lib/node_modules/link
%files
/usr/lib/node_modules
/opt/empty
%ghost /etc-ghost
`;

/** \`path\` of each file that rpm says is installed: no directories, no ghosts, and none that were left out. */
function listedByRpm(database: string): readonly string[] {
  const query = '[%{FILEMODES:perms}\\t%{FILESTATES}\\t%{FILEFLAGS:fflags}\\t%{FILENAMES}\\n]';
  const options = ['--define', '_db_backend sqlite', '--dbpath', database];
  const output = execFileSync('rpm', [...options, '-qa', '--qf', query], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([mode = 'd', state, flags = '']) => !mode.startsWith('d') && state === '0' && !flags.includes('g'))
    .map(([, , , path = '']) => path.slice(1))
    .sort();
}

async function ours(bytes: Uint8Array): Promise<readonly string[]> {
  const { packages, problems } = await runCataloger(rpm, { 'var/lib/rpm/rpmdb.sqlite': bytes });
  expect(problems).toEqual([]);
  return packages.flatMap((one) => [...(one.files ?? [])]).sort();
}

describe.skipIf(missing(['rpm', 'rpmbuild']))('files as rpm lists them [needs rpm, rpmbuild]', () => {
  it('of a package with a link, a ghost and empty directories', async () => {
    const file = join(directory, 'owner.spec');
    const database = join(directory, 'db');
    writeFileSync(file, spec);
    execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${directory}/top`, file], { stdio: 'pipe' });
    const install = ['--justdb', '--nodeps', '-i'];
    const packed = join(directory, 'top/RPMS/noarch/owner-1-1.noarch.rpm');
    const options = ['--define', '_db_backend sqlite', '--dbpath', database];
    execFileSync('rpm', [...options, ...install, packed], { stdio: 'pipe' });
    const expected = ['usr/lib/node_modules/link', 'usr/lib/node_modules/x/package.json'];
    expect(listedByRpm(database)).toEqual(expected);
    expect(await ours(readFileSync(join(database, 'rpmdb.sqlite')))).toEqual(expected);
  }, 60_000);

  it.skipIf(missingShared('images'))('of AlmaLinux 9 [needs ../shared/images]', async () => {
    const path = 'var/lib/rpm/rpmdb.sqlite';
    const image = await openLocalImage(sharedImage('almalinux-9-sqlite_9.0.oci.tar'), directory);
    const bytes = (await readFiles(image, (candidate) => candidate === path)).get(path) ?? Buffer.alloc(0);
    await image.close();
    const database = mkdtempSync(join(directory, 'alma-'));
    writeFileSync(join(database, 'rpmdb.sqlite'), bytes);
    const expected = listedByRpm(database);
    expect(await ours(bytes)).toEqual(expected);
  });
});

it('packed files of a package come back in order', () => {
  const header = writeRpmHeader([
    { tag: 1000, value: 'p' },
    { tag: 1001, value: '1' },
    { tag: 1002, value: '1' },
    { tag: 1117, value: texts(['b', 'a']) },
    { tag: 1118, value: texts(['/usr/']) },
    { tag: 1116, value: numbers([0, 0], 4) },
  ]);
  expect([...packedPaths(parseRpmPackage(header, createPackPaths())?.files ?? '')]).toEqual(['usr/a', 'usr/b']);
});
