import { ByteReader } from './byte-reader.ts';
import { executableFormat } from './executable-format.ts';

const maxSections = 65_536;
const maxFatParts = 40;

/**
 * The contents of the sections of this name in an executable, as stored: of ELF, PE and Mach-O (each part of a fat file), and
 * custom sections of WebAssembly. Sections that reach out of the file are left out.
 */
export function sectionsNamed(file: Uint8Array, name: string): readonly Uint8Array[] {
  switch (executableFormat(file)) {
    case 'elf':
      return elfSections(file, name);
    case 'pe':
      return peSections(file, name);
    case 'mach-o':
      return machSections(file, name);
    case 'mach-o-fat':
      return fatParts(file).flatMap((part) => machSections(part, name));
    case 'wasm':
      return wasmSections(file, name);
    case undefined:
      return [];
  }
}

function elfSections(file: Uint8Array, name: string): readonly Uint8Array[] {
  const is64 = file[4] === 2;
  const reader = new ByteReader(file, file[5] !== 2);
  const word = (at: number) => (is64 ? reader.u64(at) : reader.u32(at));
  const table = word(is64 ? 40 : 32);
  const entryBytes = reader.u16(is64 ? 58 : 46);
  const [first, names] = [reader.u16(is64 ? 60 : 48), reader.u16(is64 ? 62 : 50)];
  // Where there are too many for the field, the first section says how many.
  const count = Math.min(first === 0 ? word(table + (is64 ? 32 : 20)) : first, maxSections);
  const startOf = (index: number) => word(table + index * entryBytes + (is64 ? 24 : 16));
  const texts = startOf(names);
  const found: Uint8Array[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = table + index * entryBytes;
    if (!hasText(file, texts + reader.u32(at), name)) continue;
    found.push(...cut(file, startOf(index), word(at + (is64 ? 32 : 20))));
  }
  return found;
}

function peSections(file: Uint8Array, name: string): readonly Uint8Array[] {
  const reader = new ByteReader(file, true);
  const header = reader.u32(60);
  const table = header + 24 + reader.u16(header + 20);
  const found: Uint8Array[] = [];
  for (let index = 0; index < reader.u16(header + 6); index += 1) {
    const at = table + index * 40;
    // Stored sections are filled up to a whole block; the size in memory is that of the content.
    const size = Math.min(reader.u32(at + 8), reader.u32(at + 16));
    if (hasText(file, at, name, 8)) found.push(...cut(file, reader.u32(at + 20), size));
  }
  return found;
}

function machSections(file: Uint8Array, name: string): readonly Uint8Array[] {
  const reader = new ByteReader(file, file[0] !== 0xfe);
  const is64 = (file[0] === 0xfe ? file[3] : file[0]) === 0xcf;
  const [commandBytes, sectionBytes] = is64 ? [72, 80] : [56, 68];
  const found: Uint8Array[] = [];
  let at = is64 ? 32 : 28;
  let left = maxSections;
  for (let index = 0; index < reader.u32(16) && left > 0; index += 1) {
    const [command, size] = [reader.u32(at), reader.u32(at + 4)];
    if (!(size >= 8)) break;
    const count = command === (is64 ? 0x19 : 1) ? reader.u32(at + (is64 ? 64 : 48)) : 0;
    for (let number = 0; number < count && left > 0; number += 1, left -= 1) {
      const section = at + commandBytes + number * sectionBytes;
      if (!hasText(file, section, name, 16)) continue;
      const length = is64 ? reader.u64(section + 40) : reader.u32(section + 36);
      found.push(...cut(file, reader.u32(section + (is64 ? 48 : 40)), length));
    }
    at += size;
    left -= 1;
  }
  return found;
}

function fatParts(file: Uint8Array): readonly Uint8Array[] {
  const reader = new ByteReader(file, false);
  const is64 = file[3] === 0xbf;
  const count = Math.min(reader.u32(4), maxFatParts);
  return Array.from({ length: count }, (_, index) =>
    is64
      ? cut(file, reader.u64(8 + index * 32 + 8), reader.u64(8 + index * 32 + 16))
      : cut(file, reader.u32(8 + index * 20 + 8), reader.u32(8 + index * 20 + 12)),
  ).flat();
}

function wasmSections(file: Uint8Array, name: string): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 8, left = maxSections; at < file.length && left > 0; left -= 1) {
    const size = readLeb(file, at + 1);
    if (size === undefined) break;
    const end = size.end + size.value;
    const text = file[at] === 0 ? readLeb(file, size.end) : undefined;
    if (text?.value === name.length && hasText(file, text.end, name, name.length))
      found.push(...cut(file, text.end + text.value, end - text.end - text.value));
    at = end;
  }
  return found;
}

function readLeb(file: Uint8Array, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = file[start + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return undefined;
}

/** Tells whether `text` stands at `start` and ends there: with a zero, or with the field of `fieldBytes`. */
function hasText(file: Uint8Array, start: number, text: string, fieldBytes?: number): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (file[start + index] !== text.charCodeAt(index)) return false;
  }
  return fieldBytes === text.length || file[start + text.length] === 0;
}

function cut(file: Uint8Array, start: number, length: number): readonly Uint8Array[] {
  return start >= 0 && length > 0 && start + length <= file.length ? [file.subarray(start, start + length)] : [];
}
