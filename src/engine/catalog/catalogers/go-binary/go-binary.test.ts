import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { writeFatFile, writeGoProgram, writeOldGoProgram } from '#tests/support/executables/write-go-program.ts';
import type { ProgramLayout } from '#tests/support/executables/write-program.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { goBinary } from './go-binary.ts';

const modules = [
  'path\texample.org/app/cmd/server',
  'mod\texample.org/app\tv1.4.0\th1:x=',
  'dep\tgithub.com/Masterminds/semver/v3\tv3.2.1\th1:y=',
  'dep\texample.org/old\tv1.0.0',
  '=>\texample.org/fork\tv1.0.1\th1:z=',
  'dep\texample.org/local\tv0.1.0',
  '=>\t../local\t',
  'dep\texample.org/nested\tv2.4.0\th1:v=',
  '=>\t./third_party/nested\t(devel)\t',
  'dep\texample.org/staging\tv0.0.0',
  '=>\t./staging/src/example.org/staging\t(devel)\t',
  'dep\texample.org/incompatible\tv2.0.0+incompatible\th1:w=',
  'build\t-compiler=gc',
  '',
].join('\n');

const purls = [
  'pkg:golang/example.org/app@v1.4.0',
  'pkg:golang/example.org/fork@v1.0.1',
  'pkg:golang/example.org/incompatible@v2.0.0%2Bincompatible',
  'pkg:golang/example.org/local@v0.1.0',
  'pkg:golang/example.org/nested@v2.4.0',
  'pkg:golang/example.org/staging@%28devel%29',
  'pkg:golang/github.com/masterminds/semver/v3@v3.2.1',
  'pkg:golang/stdlib@1.20.3',
];

const layouts: readonly (readonly [string, ProgramLayout])[] = [
  ['ELF, 64 bits', { format: 'elf', bits: 64 }],
  ['ELF, 32 bits', { format: 'elf', bits: 32 }],
  ['ELF, 64 bits, big-endian', { format: 'elf', bits: 64, isBigEndian: true }],
  ['ELF, 32 bits, big-endian', { format: 'elf', bits: 32, isBigEndian: true }],
  ['PE, 64 bits', { format: 'pe', bits: 64 }],
  ['PE, 32 bits', { format: 'pe', bits: 32 }],
  ['Mach-O, 64 bits', { format: 'mach-o', bits: 64 }],
  ['Mach-O, 32 bits', { format: 'mach-o', bits: 32 }],
  ['Mach-O, 32 bits, big-endian', { format: 'mach-o', bits: 32, isBigEndian: true }],
];

const run = (content: Uint8Array, path = 'usr/bin/server') => runCataloger(goBinary, { [path]: content });
const purlsOf = async (content: Uint8Array) => (await run(content)).packages.map(({ purl }) => purl).toSorted();

describe('the modules of a Go program', () => {
  const texts = { goVersion: 'go1.20.3', modules };
  it.each(layouts)('since 1.18, %s', async (_name, layout) => {
    expect(await purlsOf(writeGoProgram({ ...layout, ...texts }))).toEqual(purls);
  });

  it.each(layouts)('since 1.13, %s', async (_name, layout) => {
    expect(await purlsOf(writeOldGoProgram({ ...layout, ...texts }))).toEqual(purls);
  });

  it.each<[string, string, string]>([
    ['no version', 'path\tgo.etcd.io/etcd\nbuild\t-compiler=gc\n', 'pkg:golang/go.etcd.io/etcd@%28devel%29'],
    [
      'a version in the flags of the linker',
      'path\texample.org/a/cmd/b\nbuild\t-ldflags="-X main.version=1.2.3"\n',
      'pkg:golang/example.org/a/cmd/b@v1.2.3',
    ],
  ])('where it was built without modules, with %s: the program itself', async (_name, text, expected) => {
    const program = writeGoProgram({ format: 'elf', bits: 64, goVersion: 'go1.19.8', modules: text });
    expect(await purlsOf(program)).toEqual([expected, 'pkg:golang/stdlib@1.19.8']);
  });

  it.each(['command-line-arguments', 'cmd/go'])('names no program that is called %s', async (path) => {
    const program = writeGoProgram({ format: 'elf', bits: 64, goVersion: 'go1.19.8', modules: `path\t${path}\n` });
    expect(await purlsOf(program)).toEqual(['pkg:golang/stdlib@1.19.8']);
  });

  it('since 1.13, with the strings before the magic, as other linkers have them', async () => {
    expect(await purlsOf(writeOldGoProgram({ format: 'elf', bits: 64, ...texts }, { before: true }))).toEqual(purls);
  });

  it.each([
    ['since 1.18', writeGoProgram],
    ['since 1.13', writeOldGoProgram],
  ])('of fat Mach-O files, %s', async (_name, write) => {
    const other = { ...texts, modules: modules.replace('v3.2.1', 'v3.3.0') };
    const fat = writeFatFile([
      write({ format: 'mach-o', bits: 64, ...texts }),
      write({ format: 'mach-o', bits: 32, ...(write === writeGoProgram ? other : texts) }),
    ]);
    const expected =
      write === writeGoProgram ? [...purls, 'pkg:golang/github.com/masterminds/semver/v3@v3.3.0'] : purls;
    expect(await purlsOf(fat)).toEqual(expected.toSorted());
  });

  it('keeps names as they are written, and says what replaces what', async () => {
    const { packages } = await run(writeGoProgram({ format: 'elf', bits: 64, ...texts }));
    expect(packages.map(({ name, version, details }) => [name, version, details])).toEqual([
      ['example.org/app', 'v1.4.0', { kind: 'go', mainVersionFrom: 'build-info' }],
      ['github.com/Masterminds/semver/v3', 'v3.2.1', { kind: 'go' }],
      ['example.org/fork', 'v1.0.1', { kind: 'go', replaces: 'example.org/old@v1.0.0' }],
      ['example.org/local', 'v0.1.0', { kind: 'go', replacedBy: '../local' }],
      ['example.org/nested', 'v2.4.0', { kind: 'go', replacedBy: './third_party/nested' }],
      ['example.org/staging', '(devel)', { kind: 'go', replacedBy: './staging/src/example.org/staging' }],
      ['example.org/incompatible', 'v2.0.0+incompatible', { kind: 'go' }],
      ['stdlib', '1.20.3', { kind: 'go' }],
    ]);
    expect(packages.every(({ type, ecosystem }) => type === 'golang' && ecosystem === 'go')).toBe(true);
  });

  it('is found though the program holds the magic as data', async () => {
    const magic = Buffer.from('\xff Go buildinf:', 'latin1');
    const decoys = [Buffer.concat([magic, Buffer.alloc(50)]), Buffer.concat([magic, Buffer.alloc(50, 0x41)])];
    const program = writeGoProgram({ format: 'elf', bits: 64, ...texts });
    for (const [index, decoy] of decoys.entries()) program.set(decoy, 4096 + 1024 * (index + 1));
    expect(await purlsOf(program)).toEqual(purls);
  });

  it('of a build outside of modules is its toolchain', async () => {
    const program = writeGoProgram({
      format: 'elf',
      bits: 64,
      goVersion: 'go1.18',
      modules: 'path\tcommand-line-arguments\n',
    });
    expect(await purlsOf(program)).toEqual(['pkg:golang/stdlib@1.18']);
  });
});

describe('what is opened', () => {
  const program = writeGoProgram({ format: 'elf', bits: 64, goVersion: 'go1.20.3', modules });
  it('is executables, by their first bytes', async () => {
    const files = {
      'app/server': program,
      'app/server.js': program,
      'bin/sh': '#!/bin/sh',
      'a.class': Buffer.from('cafebabe00000041', 'hex'),
    };
    expect((await runCataloger(goBinary, files)).opened).toEqual(['app/server']);
  });

  it('a packed program is a problem and is not read', async () => {
    const packed = Buffer.from(program);
    packed.write('UPX!', 0xe8);
    const { opened, packages, problems } = await run(packed);
    expect([opened, packages, problems.map(({ code, path }) => [code, path])]).toEqual([
      [],
      [],
      [['catalog/executable-packed', 'usr/bin/server']],
    ]);
  });
});

describe('hostile programs', () => {
  it('an unknown toolchain is a problem, its modules are listed', async () => {
    const program = writeGoProgram({ format: 'elf', bits: 64, goVersion: 'go9x', modules });
    const { packages, problems } = await run(program);
    expect(packages).toHaveLength(7);
    expect(problems).toMatchObject([{ code: 'catalog/go-version-unknown', path: 'usr/bin/server' }]);
  });

  const programs = [
    ...layouts.map(([, layout]) => writeGoProgram({ ...layout, goVersion: 'go1.20.3', modules })),
    ...layouts.map(([, layout]) => writeOldGoProgram({ ...layout, goVersion: 'go1.17.13', modules })),
  ];
  it('never throws and names at most what is there, whatever bytes are changed or cut', async () => {
    const change = fc.tuple(fc.nat(0x2400), fc.uint8Array({ minLength: 1, maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...programs),
        fc.array(change, { maxLength: 12 }),
        fc.nat(),
        async (program, changes, cut) => {
          const bytes = Buffer.from(program.subarray(0, 64 + (cut % (2 * program.length))));
          for (const [at, by] of changes) if (at + by.length <= bytes.length) bytes.set(by, at);
          const { packages } = await run(bytes);
          expect(packages.length).toBeLessThanOrEqual(10);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each<[string, (file: Buffer) => void]>([
    ['the magic everywhere', (file) => file.fill('\xff Go buildinf:\x08\x00', 1024, undefined, 'latin1')],
    [
      'the magic of the newer format everywhere',
      (file) => file.fill('\xff Go buildinf:\x08\x02', 1024, undefined, 'latin1'),
    ],
    ['marks of modules everywhere', (file) => file.fill(Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex'), 1024)],
    ['versions everywhere', (file) => file.fill('go1.', 1024)],
    ['program headers without end', (file) => file.fill(0xff, 32, 64)],
  ])('%s: 64 MB within time', async (_name, spoil) => {
    const file = Buffer.alloc(64 * 1024 * 1024);
    file.set(writeGoProgram({ format: 'elf', bits: 64, goVersion: 'go1.20.3', modules }));
    spoil(file);
    const started = cpuTimeMs();
    await run(file);
    // Generous, for machines that are busy: a step that is not linear takes minutes.
    expect(cpuTimeMs() - started).toBeLessThan(5000);
  });
});
