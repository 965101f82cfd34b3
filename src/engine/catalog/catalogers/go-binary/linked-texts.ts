import { ByteReader } from '../../executables/byte-reader.ts';
import { sectionsNamed } from '../../executables/sections.ts';
import { offsetOf, segmentsOf } from '../../executables/segments.ts';

/** A variable, `importpath.name`, and the text that the linker was told to put into it. */
export interface Assignment {
  readonly variable: string;
  readonly value: string;
}

const ending = Buffer.from('.str\0');
const maxNameBytes = 512;
const maxNames = 1000;
const maxTextBytes = 256;

/**
 * What Go's linker was told by `-X`, from the symbols of an ELF program: each such text has one of its own, `main.version.str`. With `-trimpath` the
 * build information says nothing of it (go.dev/issue/63432). None where the program is stripped.
 */
export function linkedTexts(program: Uint8Array): readonly Assignment[] {
  const [symbols] = sectionsNamed(program, '.symtab');
  const [texts] = sectionsNamed(program, '.strtab');
  if (symbols === undefined || texts === undefined) return [];
  const names = namesOfTexts(Buffer.from(texts.buffer, texts.byteOffset, texts.length));
  if (names.size === 0) return [];
  const is64 = program[4] === 2;
  const reader = new ByteReader(symbols, program[5] !== 2);
  const segments = segmentsOf(program);
  const found = new Map<string, string>();
  for (let at = 0; at < symbols.length; at += is64 ? 24 : 16) {
    const variable = names.get(reader.u32(at));
    if (variable === undefined || found.has(variable)) continue;
    const start = offsetOf(segments, is64 ? reader.u64(at + 8) : reader.u32(at + 4));
    const bytes = is64 ? reader.u64(at + 16) : reader.u32(at + 8);
    if (start === undefined || !(bytes <= maxTextBytes)) continue;
    found.set(
      variable,
      Buffer.from(program.subarray(start, start + bytes))
        .toString('latin1')
        .replace(/\0{1,256}$/, ''),
    );
  }
  return [...found].map(([variable, value]) => ({ variable, value }));
}

/** Variables by where the names of their texts' symbols begin. */
function namesOfTexts(texts: Buffer): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (let at = texts.indexOf(ending); at >= 0 && names.size < maxNames; at = texts.indexOf(ending, at + 1)) {
    const from = Math.max(0, at - maxNameBytes);
    const start = from + texts.subarray(from, at).lastIndexOf(0) + 1;
    if (start > from || from === 0) names.set(start, texts.toString('latin1', start, at));
  }
  return names;
}
