/** A format, word size and byte order in which a program can be written. */
export interface ProgramLayout {
  readonly format: 'elf' | 'pe' | 'mach-o';
  readonly bits: 32 | 64;
  readonly isBigEndian?: boolean;
}

/** A stretch of a program: where it is loaded is given to `content`, which may hold pointers. */
export interface ProgramPart {
  readonly name: string;
  readonly content: Uint8Array;
}

export const partAlignment = 4096;

/** The addresses at which `writeProgram` has parts of these lengths loaded. */
export function addressesOf(layout: ProgramLayout, lengths: readonly number[]): readonly number[] {
  let offset = partAlignment;
  return lengths.map((length) => {
    const address = baseOf(layout) + offset;
    offset += Math.ceil(length / partAlignment) * partAlignment;
    return address;
  });
}

/** Writes what a loader would take for a program of these parts, each loaded at the base plus its place in the file. Nothing in it runs. */
export function writeProgram(layout: ProgramLayout, parts: readonly ProgramPart[]): Buffer {
  const addresses = addressesOf(
    layout,
    parts.map(({ content }) => content.length),
  );
  const placed = parts.map((part, index) => {
    const address = addresses[index] ?? 0;
    return { ...part, address, offset: address - baseOf(layout) };
  });
  const end = placed.reduce((most, { offset, content }) => Math.max(most, offset + content.length), partAlignment);
  const file = Buffer.alloc(end);
  for (const { content, offset } of placed) file.set(content, offset);
  const numbers = numberWriter(file, layout.isBigEndian === true);
  const writers = { elf: writeElf, pe: writePe, 'mach-o': writeMachO };
  return writers[layout.format]({ file, numbers, layout, placed });
}

function baseOf({ format, bits }: ProgramLayout): number {
  if (format === 'mach-o' && bits === 64) return 0x1_0000_0000;
  return format === 'pe' && bits === 64 ? 0x1_4000_0000 : 0x40_0000;
}

interface Writing {
  readonly file: Buffer;
  readonly numbers: ReturnType<typeof numberWriter>;
  readonly layout: ProgramLayout;
  readonly placed: readonly (ProgramPart & { readonly address: number; readonly offset: number })[];
}

function writeElf({ file, numbers, layout, placed }: Writing): Buffer {
  const is64 = layout.bits === 64;
  file.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, layout.isBigEndian === true ? 2 : 1, 1]);
  const [headerBytes, entryBytes] = is64 ? [64, 56] : [52, 32];
  numbers.word(is64 ? 32 : 28, layout.bits, headerBytes);
  numbers.u16(is64 ? 54 : 42, entryBytes);
  numbers.u16(is64 ? 56 : 44, placed.length);
  for (const [index, { address, offset, content }] of placed.entries()) {
    const at = headerBytes + index * entryBytes;
    numbers.u32(at, 1);
    const fields = is64 ? [8, 16, 32] : [4, 8, 16];
    for (const [field, value] of [offset, address, content.length].entries())
      numbers.word(at + (fields[field] ?? 0), layout.bits, value);
  }
  return writeElfSections({ file, numbers, layout, placed });
}

/** Section headers stand at the end, as linkers put them, and their names before them. */
function writeElfSections({ file, numbers: first, layout, placed }: Writing): Buffer {
  const is64 = layout.bits === 64;
  const names = `\0${placed.map(({ name }) => `${name}\0`).join('')}.shstrtab\0`;
  const entryBytes = is64 ? 64 : 40;
  const table = Math.ceil((file.length + names.length) / 16) * 16;
  const whole = Buffer.alloc(table + entryBytes * (placed.length + 2));
  first.word(is64 ? 40 : 32, layout.bits, table);
  first.u16(is64 ? 58 : 46, entryBytes);
  first.u16(is64 ? 60 : 48, placed.length + 2);
  first.u16(is64 ? 62 : 50, placed.length + 1);
  whole.set(file);
  whole.write(names, file.length);
  const numbers = numberWriter(whole, layout.isBigEndian === true);
  const sections = [
    ...placed.map(({ name, address, offset, content }) => ({ name, address, offset, size: content.length })),
    { name: '.shstrtab', address: 0, offset: file.length, size: names.length },
  ];
  for (const [index, { name, address, offset, size }] of sections.entries()) {
    const at = table + entryBytes * (index + 1);
    numbers.u32(at, names.indexOf(`\0${name}\0`) + 1);
    numbers.u32(at + 4, 1);
    const fields = is64 ? [16, 24, 32] : [12, 16, 20];
    for (const [field, value] of [address, offset, size].entries())
      numbers.word(at + (fields[field] ?? 0), layout.bits, value);
  }
  return whole;
}

function writePe({ file, numbers, layout, placed }: Writing): Buffer {
  const [header, optionalBytes] = [128, layout.bits === 64 ? 240 : 224];
  const base = baseOf(layout);
  file.write('MZ');
  numbers.u32(60, header);
  file.write('PE', header);
  numbers.u16(header + 6, placed.length);
  numbers.u16(header + 20, optionalBytes);
  numbers.u16(header + 24, layout.bits === 64 ? 0x20b : 0x10b);
  if (layout.bits === 64) numbers.word(header + 24 + 24, 64, base);
  else numbers.u32(header + 24 + 28, base);
  for (const [index, { name, address, offset, content }] of placed.entries()) {
    const at = header + 24 + optionalBytes + index * 40;
    file.write(name.slice(0, 8), at);
    const values = [content.length, address - base, content.length, offset];
    for (const [field, value] of values.entries()) numbers.u32(at + 8 + field * 4, value);
  }
  return file;
}

function writeMachO({ file, numbers, layout, placed }: Writing): Buffer {
  const is64 = layout.bits === 64;
  numbers.u32(0, is64 ? 0xfeedfacf : 0xfeedface);
  numbers.u32(16, placed.length);
  const sizes = is64 ? { header: 32, command: 72, section: 80 } : { header: 28, command: 56, section: 68 };
  let at = sizes.header;
  for (const { name, address, offset, content } of placed) {
    numbers.u32(at, is64 ? 0x19 : 1);
    numbers.u32(at + 4, sizes.command + sizes.section);
    file.write('__DATA', at + 8);
    const places = is64 ? [24, 32, 40, 48] : [24, 28, 32, 36];
    const values = [address, content.length, offset, content.length];
    for (const [field, value] of values.entries()) numbers.word(at + (places[field] ?? 0), layout.bits, value);
    numbers.u32(at + (is64 ? 64 : 48), 1);
    const section = at + sizes.command;
    file.write(name.slice(0, 16), section);
    file.write('__DATA', section + 16);
    numbers.word(section + 32, layout.bits, address);
    numbers.word(section + (is64 ? 40 : 36), layout.bits, content.length);
    numbers.u32(section + (is64 ? 48 : 40), offset);
    at += sizes.command + sizes.section;
  }
  return file;
}

/** Writes numbers into a buffer in one byte order. */
export function numberWriter(file: Buffer, isBigEndian: boolean) {
  const u32 = (at: number, value: number): void => {
    if (isBigEndian) file.writeUInt32BE(value, at);
    else file.writeUInt32LE(value, at);
  };
  return {
    u16: (at: number, value: number) => (isBigEndian ? file.writeUInt16BE(value, at) : file.writeUInt16LE(value, at)),
    u32,
    word: (at: number, bits: 32 | 64, value: number) => {
      if (bits === 32) u32(at, value);
      else if (isBigEndian) file.writeBigUInt64BE(BigInt(value), at);
      else file.writeBigUInt64LE(BigInt(value), at);
    },
  };
}
