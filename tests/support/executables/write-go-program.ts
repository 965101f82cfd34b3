import { addressesOf, numberWriter, type ProgramLayout, writeProgram } from './write-program.ts';

const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const modulesStart = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const modulesEnd = Buffer.from('f932433186182072008242104116d8f2', 'hex');

export interface GoProgram extends ProgramLayout {
  readonly goVersion: string;
  readonly modules: string;
}

/** A program with its build information as Go's linker wrote it from 1.18 on: in one piece. */
export function writeGoProgram(program: GoProgram): Buffer {
  const pointerBytes = program.bits / 8;
  const flags = 2 | (program.isBigEndian === true ? 1 : 0);
  const header = Buffer.concat([magic, Buffer.from([pointerBytes, flags]), Buffer.alloc(16)]);
  const texts = [Buffer.from(program.goVersion), marked(program.modules)].flatMap((text) => [
    varint(text.length),
    text,
  ]);
  return writeProgram(program, [
    { name: '.text', content: Buffer.alloc(5000, 0x90) },
    { name: '.data', content: Buffer.concat([header, ...texts]) },
  ]);
}

/** The same as from 1.13 to 1.17: pointers to Go strings, which are pointers with a length. `before` puts these before the magic. */
export function writeOldGoProgram(program: GoProgram, where: { readonly before?: boolean } = {}): Buffer {
  const { bits } = program;
  const texts = Buffer.concat([
    Buffer.from('some text '),
    Buffer.from(program.goVersion),
    Buffer.from('mailto:'),
    marked(program.modules),
  ]);
  const dataBytes = 256;
  const [textAt = 0, dataAt = 0] = addressesOf(program, [texts.length, dataBytes]);
  const data = Buffer.alloc(dataBytes);
  const numbers = numberWriter(data, program.isBigEndian === true);
  const [info, strings] = where.before === true ? [128, 0] : [0, 128];
  data.set(magic, info);
  data.set([bits / 8, program.isBigEndian === true ? 1 : 0], info + magic.length);
  const version = texts.indexOf(program.goVersion);
  const modules = texts.indexOf(modulesStart);
  const values = [version + textAt, program.goVersion.length, modules + textAt, texts.length - modules];
  for (const [index, value] of values.entries()) numbers.word(strings + (index * bits) / 8, bits, value);
  numbers.word(info + 16, bits, dataAt + strings);
  numbers.word(info + 16 + bits / 8, bits, dataAt + strings + bits / 4);
  return writeProgram(program, [
    { name: '.rodata', content: texts },
    { name: '.data', content: data },
  ]);
}

/** A fat Mach-O file of these programs (mach-o/fat.h). */
export function writeFatFile(programs: readonly Buffer[]): Buffer {
  const places = programs.map(
    (_, index) => 4096 + programs.slice(0, index).reduce((sum, { length }) => sum + Math.ceil(length / 4096) * 4096, 0),
  );
  const file = Buffer.alloc((places.at(-1) ?? 0) + (programs.at(-1)?.length ?? 0));
  const numbers = numberWriter(file, true);
  numbers.u32(0, 0xcafebabe);
  numbers.u32(4, programs.length);
  for (const [index, program] of programs.entries()) {
    numbers.u32(8 + index * 20 + 8, places[index] ?? 0);
    numbers.u32(8 + index * 20 + 12, program.length);
    file.set(program, places[index] ?? 0);
  }
  return file;
}

function marked(modules: string): Buffer {
  return Buffer.concat([modulesStart, Buffer.from(modules), modulesEnd]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}
