import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkedTexts } from './linked-texts.ts';

interface Symbol {
  readonly name: string;
  readonly text: string;
}

const base = 0x400000;

/** An ELF program of one segment that is the whole file, with these symbols (elf(5)). */
function elf(symbols: readonly Symbol[], is64 = true): Buffer {
  const word = is64 ? 8 : 4;
  const [headerBytes, segmentBytes, sectionBytes, symbolBytes] = is64 ? [64, 56, 64, 24] : [52, 32, 40, 16];
  const values = Buffer.from(symbols.map(({ text }) => text).join(''));
  const names = Buffer.from(`\0${symbols.map(({ name }) => `${name}\0`).join('')}`);
  const sectionNames = Buffer.from('\0.symtab\0.strtab\0');
  const table = Buffer.alloc((symbols.length + 1) * symbolBytes);
  const valuesAt = headerBytes + segmentBytes;
  const [tableAt, namesAt] = [valuesAt + values.length, valuesAt + values.length + table.length];
  const sectionsAt = namesAt + names.length + sectionNames.length;
  const put = (bytes: Buffer, at: number, value: number, size: number) => {
    if (size === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, size);
  };
  let [nameAt, textAt] = [1, valuesAt];
  for (const [index, { name, text }] of symbols.entries()) {
    const at = (index + 1) * symbolBytes;
    put(table, at, nameAt, 4);
    put(table, at + (is64 ? 8 : 4), base + textAt, word);
    put(table, at + (is64 ? 16 : 8), text.length, word);
    nameAt += name.length + 1;
    textAt += text.length;
  }
  const sections = Buffer.alloc(4 * sectionBytes);
  const section = (index: number, [name, offset, size]: readonly [number, number, number]) => {
    put(sections, index * sectionBytes, name, 4);
    put(sections, index * sectionBytes + (is64 ? 24 : 16), offset, word);
    put(sections, index * sectionBytes + (is64 ? 32 : 20), size, word);
  };
  section(1, [1, tableAt, table.length]);
  section(2, [9, namesAt, names.length]);
  section(3, [0, namesAt + names.length, sectionNames.length]);
  const header = Buffer.alloc(headerBytes + segmentBytes);
  header.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, 1, 1]);
  put(header, is64 ? 32 : 28, headerBytes, word);
  put(header, is64 ? 40 : 32, sectionsAt, word);
  for (const [at, value] of [
    [54, segmentBytes],
    [56, 1],
    [58, sectionBytes],
    [60, 4],
    [62, 3],
  ] as const) {
    put(header, is64 ? at : at - 12, value, 2);
  }
  put(header, headerBytes, 1, 4);
  put(header, headerBytes + (is64 ? 16 : 8), base, word);
  put(header, headerBytes + (is64 ? 32 : 16), sectionsAt, word);
  return Buffer.concat([header, values, table, names, sectionNames, sections]);
}

describe('linkedTexts', () => {
  const symbols = [
    { name: 'main.main', text: 'code' },
    { name: 'main.version.str', text: 'v2.0.1-rc.1' },
    { name: 'example.org/a/internal.Tag.str', text: '1.0\0\0' },
  ];
  const expected = [
    { variable: 'main.version', value: 'v2.0.1-rc.1' },
    { variable: 'example.org/a/internal.Tag', value: '1.0' },
  ];

  it.each([
    ['64', true],
    ['32', false],
  ] as const)('reads what the linker was told, of %s bits', (_name, is64) => {
    expect(linkedTexts(elf(symbols, is64))).toEqual(expected);
  });

  it.each<[string, Uint8Array]>([
    ['no symbol of a text', elf([{ name: 'main.main', text: 'code' }])],
    ['a text past all bounds', elf([{ name: 'main.version.str', text: 'x'.repeat(300) }])],
    ['a name past all bounds', elf([{ name: `${'x'.repeat(600)}.str`, text: '1' }])],
    ['no sections', elf(symbols).subarray(0, 200)],
    ['no ELF', Buffer.from('MZ')],
  ])('finds nothing where there is %s', (_name, program) => {
    expect(linkedTexts(program)).toEqual([]);
  });

  it('never throws, whatever is damaged', () => {
    const whole = elf(symbols);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, end) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        expect(linkedTexts(damaged.subarray(0, end)).length).toBeLessThanOrEqual(symbols.length);
      }),
      { numRuns: 500 },
    );
  });
});
