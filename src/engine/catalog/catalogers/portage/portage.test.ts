import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { installedPackage } from './installed-package.ts';
import { portage } from './portage.ts';

const gentoo: Distro = { id: 'gentoo', versionId: '2.14', prettyName: 'Gentoo Linux', idLike: [], ecosystem: 'gentoo' };
const contents = `dir /usr
dir /usr/bin
obj /usr/bin/openssl 0123456789abcdef0123456789abcdef 1700000000
obj /usr/share/a file with blanks 0123456789abcdef0123456789abcdef 1700000000
sym /usr/lib64/libssl.so -> libssl.so.3 1700000000
fif /run/x
obj
sym /broken
`;
const home = 'var/db/pkg/dev-libs/openssl-3.0.11-r1';
const files = {
  [`${home}/CONTENTS`]: contents,
  [`${home}/LICENSE`]: 'Apache-2.0\n',
  [`${home}/SLOT`]: '0/3\n',
  [`${home}/repository`]: 'gentoo\n',
  [`${home}/PF`]: 'openssl-3.0.11-r1\n',
  [`${home}/environment.bz2`]: 'x',
  'var/db/pkg/dev-libs/-MERGING-x-1/CONTENTS': '',
  'var/db/pkg/virtual/libc-1-r1/CONTENTS': '',
};

describe('portage', () => {
  it('gives each package with its files, and opens nothing else', async () => {
    const { packages, opened, problems } = await runCataloger(portage, files, gentoo);
    expect(problems).toEqual([]);
    expect(opened).toEqual([...Object.keys(files).slice(0, 4), 'var/db/pkg/virtual/libc-1-r1/CONTENTS']);
    expect(packages).toEqual([
      {
        purl: 'pkg:ebuild/dev-libs/openssl@3.0.11-r1?distro=gentoo-2.14&repository=gentoo',
        type: 'ebuild',
        ecosystem: 'gentoo',
        name: 'dev-libs/openssl',
        version: '3.0.11-r1',
        licenses: ['Apache-2.0'],
        details: { kind: 'ebuild', slot: '0/3', repository: 'gentoo' },
        paths: [`${home}/CONTENTS`],
        files: expect.anything(),
      },
      expect.objectContaining({ name: 'virtual/libc', version: '1-r1', licenses: [] }),
    ]);
    expect([...(packages[0]?.files ?? [])]).toEqual([
      'usr/bin/openssl',
      'usr/lib64/libssl.so',
      'usr/share/a file with blanks',
    ]);
  });

  it.each([
    ['openssl-3.0.11-r1', 'openssl', '3.0.11-r1'],
    ['gtk+-3.24', 'gtk+', '3.24'],
    ['font-util-1.4.0', 'font-util', '1.4.0'],
    ['libpng-1.6.40_p1', 'libpng', '1.6.40_p1'],
    ['foo-1a_alpha2_pre3', 'foo', '1a_alpha2_pre3'],
    ['x264-0.0.20231114', 'x264', '0.0.20231114'],
    ['a-9999', 'a', '9999'],
  ])('%s is %s, version %s', (full, name, version) => {
    expect(installedPackage(`var/db/pkg/c/${full}/CONTENTS`)).toEqual({
      category: 'c',
      name,
      version,
      file: 'CONTENTS',
    });
  });

  it.each([
    'var/db/pkg/c/a/CONTENTS',
    'var/db/pkg/c/CONTENTS',
    'var/db/pkg/c/a-1/x/CONTENTS',
    'var/db/pkg/c/-1/SLOT',
    'x/var/db/pkg/c/a-1/SLOT',
  ])('%s is none', (path) => {
    expect(installedPackage(path)).toBeUndefined();
  });

  it('takes time in proportion to a path, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('-', '1', '.', '_p', 'a', '-r'), { maxLength: 400 }), (pieces) => {
        const started = cpuTimeMs();
        installedPackage(`var/db/pkg/c/${pieces.join('')}/CONTENTS`);
        expect(cpuTimeMs() - started).toBeLessThan(1000);
      }),
    );
  });

  it('lists a package whose contents are noise', async () => {
    const noise = Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 256));
    const { packages } = await runCataloger(portage, { [`${home}/CONTENTS`]: noise, [`${home}/SLOT`]: noise }, gentoo);
    expect(packages.map(({ name }) => name)).toEqual(['dev-libs/openssl']);
  });
});
