import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { missing } from '#tests/support/requirements.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { pacman } from './pacman.ts';
import { parseSections } from './parse-sections.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-pacman-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const archLinux: Distro = { id: 'arch', prettyName: 'Arch Linux', idLike: [], ecosystem: 'arch' };
const section = (name: string, ...lines: readonly string[]) => `%${name}%\n${lines.join('\n')}\n\n`;
const home = 'var/lib/pacman/local';
const database: Readonly<Record<string, string>> = {
  [`${home}/ALPM_DB_VERSION`]: '9\n',
  [`${home}/gcc-libs-13.2.1-3/desc`]: [
    section('NAME', 'gcc-libs'),
    section('VERSION', '13.2.1-3'),
    section('BASE', 'gcc'),
    section('DESC', 'Runtime libraries'),
    section('ARCH', 'x86_64'),
    section('PACKAGER', 'Somebody <s@archlinux.org>'),
    section('LICENSE', 'GPL-3.0-or-later', 'custom'),
  ].join(''),
  [`${home}/gcc-libs-13.2.1-3/files`]: `${section('FILES', 'usr/', 'usr/lib/', 'usr/lib/libgcc_s.so', 'usr/lib/libgcc_s.so.1')}${section('BACKUP', 'etc/x\tabc')}`,
  [`${home}/gcc-libs-13.2.1-3/mtree`]: 'x',
  [`${home}/tzdata-1:2024a-2/desc`]: [
    section('NAME', 'tzdata'),
    section('VERSION', '1:2024a-2'),
    section('BASE', 'tzdata'),
    section('ARCH', 'any'),
  ].join(''),
  [`${home}/tzdata-1:2024a-2/files`]: section('FILES', 'usr/', 'usr/share/', 'usr/share/zone'),
};

describe('pacman', () => {
  it('gives each package with what it was built from and its files, and opens nothing else', async () => {
    const { packages, opened, problems } = await runCataloger(pacman, database, archLinux);
    expect(problems).toEqual([]);
    expect(opened).toEqual(Object.keys(database).filter((path) => /\/(desc|files)$/.test(path)));
    expect(packages).toEqual([
      {
        purl: 'pkg:alpm/arch/gcc-libs@13.2.1-3?arch=x86_64&distro=arch',
        type: 'alpm',
        ecosystem: 'arch',
        name: 'gcc-libs',
        version: '13.2.1-3',
        source: { name: 'gcc', version: '13.2.1-3' },
        architecture: 'x86_64',
        licenses: ['GPL-3.0-or-later', 'custom'],
        details: { kind: 'alpm', packager: 'Somebody <s@archlinux.org>' },
        paths: [`${home}/gcc-libs-13.2.1-3/desc`],
        files: expect.anything(),
      },
      expect.objectContaining({
        name: 'tzdata',
        version: '1:2024a-2',
        source: { name: 'tzdata', version: '1:2024a-2' },
      }),
    ]);
    expect(packages.map(({ files }) => [...(files ?? [])])).toEqual([
      ['usr/lib/libgcc_s.so', 'usr/lib/libgcc_s.so.1'],
      ['usr/share/zone'],
    ]);
  });

  it.each([
    ['no name', section('VERSION', '1-1')],
    ['no version', section('NAME', 'a')],
    ['a name that is a path', section('NAME', '../a') + section('VERSION', '1-1')],
    ['noise', '\u0000\u0001%NAME%'],
    ['nothing', ''],
  ])('leaves out a directory with %s, and says so', async (_, desc) => {
    const { packages, problems } = await runCataloger(pacman, { [`${home}/a-1-1/desc`]: desc }, archLinux);
    expect(packages).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/package-invalid']);
  });

  it('takes the first of two sections, and text outside of sections for nothing', () => {
    const text = `x\n${section('NAME', 'a')}%NAME%\nb\n\n%VERSION%\n1`;
    expect([...parseSections(text, new Set(['NAME', 'VERSION']))]).toEqual([
      ['NAME', ['a']],
      ['VERSION', ['1']],
    ]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('%NAME%', '\n', 'a', '%', '%FILES%')), (pieces) => {
        expect(() => parseSections(pieces.join(''), new Set(['NAME', 'FILES']))).not.toThrow();
      }),
    );
  });
});

describe.skipIf(missing('pacman', { optional: true }))('as pacman lists it [needs pacman]', () => {
  it('packages, and the files of each', async () => {
    for (const [path, content] of Object.entries(database)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    const config = join(directory, 'pacman.conf');
    writeFileSync(config, '[options]\nArchitecture = auto\n');
    const ask = (...options: readonly string[]) =>
      execFileSync(
        'pacman',
        ['--config', config, '--root', directory, '--dbpath', join(directory, 'var/lib/pacman'), ...options],
        {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      )
        .trim()
        .split('\n');
    const { packages } = await runCataloger(pacman, database, archLinux);
    expect(packages.map(({ name, version }) => `${name} ${version}`)).toEqual(ask('-Q'));
    const files = packages.flatMap(({ name, files: of }) =>
      Array.from(of ?? [], (path) => `${name} ${directory}/${path}`),
    );
    expect(files.sort()).toEqual(
      ask('-Ql')
        .filter((line) => !line.endsWith('/'))
        .sort(),
    );
  });
});
