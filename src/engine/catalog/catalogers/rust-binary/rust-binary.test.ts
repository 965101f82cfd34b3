import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { writeFatFile } from '#tests/support/executables/write-go-program.ts';
import { type ProgramLayout, writeProgram } from '#tests/support/executables/write-program.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { rustBinary } from './rust-binary.ts';

const crates = {
  packages: [
    { name: 'autocfg', version: '1.3.0', source: 'crates.io', kind: 'build' },
    { name: 'demo', version: '0.3.1', source: 'local', dependencies: [0, 2], root: true },
    { name: 'itoa', version: '1.0.11', source: 'crates.io' },
    { name: 'patched', version: '2.0.0-beta.1+5', source: 'git' },
  ],
  format: 1,
};
const purls = ['pkg:cargo/demo@0.3.1', 'pkg:cargo/itoa@1.0.11', 'pkg:cargo/patched@2.0.0-beta.1%2B5'];

const list = (value: unknown) => deflateSync(JSON.stringify(value));
const program = (layout: ProgramLayout, section: Uint8Array) =>
  writeProgram(layout, [
    { name: '.text', content: Buffer.alloc(5000, 0x90) },
    { name: '.dep-v0', content: section },
    { name: '.data', content: Buffer.alloc(100, 1) },
  ]);

/** A module with a section of code and two of its own (webassembly.github.io/spec/core/binary/modules.html). */
function wasm(section: Uint8Array): Buffer {
  const leb = (value: number) => Buffer.from([(value & 0x7f) | 0x80, value >> 7]);
  const custom = (name: string, content: Uint8Array) => {
    const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), content]);
    return Buffer.concat([Buffer.from([0]), leb(body.length), body]);
  };
  const code = Buffer.concat([Buffer.from([10]), leb(300), Buffer.alloc(300)]);
  return Buffer.concat([
    Buffer.from('\0asm\x01\0\0\0'),
    custom('name', Buffer.alloc(9)),
    code,
    custom('.dep-v0', section),
  ]);
}

const run = (content: Uint8Array) => runCataloger(rustBinary, { 'usr/bin/demo': content });
const layouts: readonly (readonly [string, ProgramLayout])[] = [
  ['ELF, 64 bits', { format: 'elf', bits: 64 }],
  ['ELF, 32 bits', { format: 'elf', bits: 32 }],
  ['ELF, 64 bits, big-endian', { format: 'elf', bits: 64, isBigEndian: true }],
  ['PE', { format: 'pe', bits: 64 }],
  ['Mach-O, 64 bits', { format: 'mach-o', bits: 64 }],
  ['Mach-O, 32 bits', { format: 'mach-o', bits: 32 }],
];

describe('the crates of a Rust program', () => {
  it.each<readonly [string, Uint8Array]>([
    ...layouts.map(([name, layout]) => [name, program(layout, list(crates))] as const),
    [
      'fat Mach-O',
      writeFatFile([
        program({ format: 'mach-o', bits: 64 }, list(crates)),
        program({ format: 'mach-o', bits: 32 }, list(crates)),
      ]),
    ],
    ['WebAssembly', wasm(list(crates))],
  ])('%s', async (_name, content) => {
    const { packages, problems } = await run(content);
    expect(packages.map(({ purl }) => purl)).toEqual(purls);
    expect(problems).toEqual([]);
  });

  it('says where each was taken from, and which is the program itself', async () => {
    const { packages } = await run(program({ format: 'elf', bits: 64 }, list(crates)));
    expect(packages.map(({ name, ecosystem, details }) => [name, ecosystem, details])).toEqual([
      ['demo', 'cargo', { kind: 'cargo', source: 'local', root: true }],
      ['itoa', 'cargo', { kind: 'cargo', source: 'crates.io' }],
      ['patched', 'cargo', { kind: 'cargo', source: 'git' }],
    ]);
  });

  it('opens executables only', async () => {
    const content = program({ format: 'elf', bits: 64 }, list(crates));
    const { opened } = await runCataloger(rustBinary, {
      'bin/demo': content,
      'bin/x.txt': content,
      'bin/sh': '#!/bin/sh',
    });
    expect(opened).toEqual(['bin/demo']);
  });

  it('of one without a list are not known, and no problem', async () => {
    const { packages, problems } = await run(
      writeProgram({ format: 'elf', bits: 64 }, [{ name: '.text', content: Buffer.alloc(9) }]),
    );
    expect([packages, problems]).toEqual([[], []]);
  });
});

describe('hostile lists', () => {
  it.each<[string, Uint8Array, number]>([
    ['no zlib', Buffer.from('{"packages":[]}'), 0],
    ['cut', list(crates).subarray(0, 40), 0],
    ['a bomb', deflateSync(Buffer.alloc(50_000_000, 0x20)), 0],
    ['no JSON', deflateSync('{"packages":['), 0],
    ['another shape', list([1]), 0],
    ['brackets without end', deflateSync('['.repeat(1_000_000)), 0],
    ['too many crates', list({ packages: Array.from({ length: 20_001 }, () => crates.packages[2]) }), 0],
    [
      'entries that are none',
      list({ packages: [null, { name: '../x', version: '1.0.0' }, { name: 'a' }, crates.packages[2]] }),
      1,
    ],
  ])('%s is a problem that names the file', async (_name, section, count) => {
    const { packages, problems } = await run(program({ format: 'elf', bits: 64 }, section));
    expect(packages).toHaveLength(count);
    expect(problems).toMatchObject([{ code: 'catalog/crates-unreadable', path: 'usr/bin/demo' }]);
  });

  describe('in a program too large to hold', () => {
    const large = (section: Uint8Array, filler = Buffer.alloc(1)) => {
      const file = Buffer.alloc(33 * 1024 * 1024, filler);
      file.set(program({ format: 'elf', bits: 64 }, section).subarray(0, 16_384));
      file.write('.dep-v0', file.length - 100);
      return file;
    };
    it('is found as the program passes by', async () => {
      const { packages, problems } = await run(large(list(crates)));
      expect(packages.map(({ purl }) => purl)).toEqual(purls);
      expect(problems).toEqual([]);
    });

    it('is found among what looks like it', async () => {
      const file = large(list(crates));
      for (let at = 20_000; at < 2_000_000; at += 4096) file.set(deflateSync(`no list but ${at}`), at);
      expect((await run(file)).packages).toHaveLength(3);
    });

    it('is none without the name of the section', async () => {
      const file = large(list(crates));
      file.fill(0, file.length - 100);
      expect((await run(file)).packages).toEqual([]);
    });

    it.each([
      ['begins like one', Buffer.from([0x78, 0x9c])],
      ['looks like one', Buffer.from([0x78, 0x9c, 0x0d, 0x01, 0x01])],
    ])('may be missed where everything %s, which is said, within time', async (_name, filler) => {
      const file = large(filler, filler);
      const started = cpuTimeMs();
      expect((await run(file)).problems).toMatchObject([{ code: 'catalog/crates-unreadable', path: 'usr/bin/demo' }]);
      expect(cpuTimeMs() - started).toBeLessThan(5000);
    });
  });

  it('never throws, whatever bytes of the file are changed or cut', async () => {
    const programs = [...layouts.map(([, layout]) => program(layout, list(crates))), wasm(list(crates))];
    const change = fc.tuple(fc.nat(0x5000), fc.uint8Array({ minLength: 1, maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...programs),
        fc.array(change, { maxLength: 12 }),
        fc.nat(),
        async (whole, changes, cut) => {
          const bytes = Buffer.from(whole.subarray(0, 64 + (cut % (2 * whole.length))));
          for (const [at, by] of changes)
            if (at % bytes.length < bytes.length - by.length) bytes.set(by, at % bytes.length);
          expect((await run(bytes)).packages.length).toBeLessThanOrEqual(3);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each<[string, (file: Buffer) => void]>([
    ['ELF: every number at its most', (file) => file.fill(0xff, 32, 64)],
    [
      'ELF: sections without end, one upon the other',
      (file) => {
        file.fill(0, 40, 64);
        file.writeUInt16LE(0xffff, 60);
      },
    ],
    [
      'PE: sections without end',
      (file) => {
        file.fill(0xff).write('MZ');
        file.writeUInt32LE(64, 60);
      },
    ],
    [
      'Mach-O: commands without end',
      (file) => {
        file.fill(0xff);
        file.set([0xcf, 0xfa, 0xed, 0xfe]);
      },
    ],
    [
      'Mach-O: commands that stay where they are',
      (file) => {
        file.fill(0);
        file.set([0xcf, 0xfa, 0xed, 0xfe]);
        file.fill(0xff, 16, 20);
      },
    ],
    ['WebAssembly: sections of nothing', (file) => file.fill(0).write('\0asm\x01')],
  ])('%s: within time', async (_name, spoil) => {
    const file = Buffer.alloc(8 * 1024 * 1024);
    file.set(program({ format: 'elf', bits: 64 }, list(crates)));
    spoil(file);
    const started = cpuTimeMs();
    expect((await run(file)).packages).toEqual([]);
    expect(cpuTimeMs() - started).toBeLessThan(2000);
  });
});
