import { ByteReader } from './byte-reader.ts';
import { executableFormat } from './executable-format.ts';

/** A stretch of a file that is loaded into memory at `address`. Bytes. */
export interface Segment {
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

const maxSegments = 4096;
const elfLoad = 1;
const machSegment32 = 0x01;
const machSegment64 = 0x19;

/** Where the headers of an executable say that its parts are loaded; none where they make no sense. Reads `head` only. */
export function segmentsOf(head: Uint8Array): readonly Segment[] {
  const segments = allSegments(head);
  return segments.filter(({ address, offset, size }) => size > 0 && Number.isSafeInteger(address + offset + size));
}

/** Where in the file the byte is that is loaded at `address`; undefined where none is. */
export function offsetOf(segments: readonly Segment[], address: number): number | undefined {
  const segment = segments.find((one) => address >= one.address && address < one.address + one.size);
  return segment && segment.offset + (address - segment.address);
}

function allSegments(head: Uint8Array): readonly Segment[] {
  switch (executableFormat(head)) {
    case 'elf':
      return elfSegments(head);
    case 'pe':
      return peSegments(new ByteReader(head, true));
    case 'mach-o':
      return machSegments(head);
    case 'mach-o-fat':
    case 'wasm':
    case undefined:
      return [];
  }
}

function elfSegments(head: Uint8Array): readonly Segment[] {
  const is64 = head[4] === 2;
  const reader = new ByteReader(head, head[5] !== 2);
  const table = is64 ? reader.u64(32) : reader.u32(28);
  const entrySize = reader.u16(is64 ? 54 : 42);
  const count = Math.min(reader.u16(is64 ? 56 : 44), maxSegments);
  const segments: Segment[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = table + index * entrySize;
    if (reader.u32(at) !== elfLoad) continue;
    segments.push(
      is64
        ? { offset: reader.u64(at + 8), address: reader.u64(at + 16), size: reader.u64(at + 32) }
        : { offset: reader.u32(at + 4), address: reader.u32(at + 8), size: reader.u32(at + 16) },
    );
  }
  return segments;
}

function peSegments(reader: ByteReader): readonly Segment[] {
  const header = reader.u32(60);
  const count = Math.min(reader.u16(header + 6), maxSegments);
  const optional = header + 24;
  const base = reader.u16(optional) === 0x20b ? reader.u64(optional + 24) : reader.u32(optional + 28);
  const table = optional + reader.u16(header + 20);
  return Array.from({ length: Number.isNaN(count) ? 0 : count }, (_, index) => {
    const at = table + index * 40;
    return { address: base + reader.u32(at + 12), size: reader.u32(at + 16), offset: reader.u32(at + 20) };
  });
}

function machSegments(head: Uint8Array): readonly Segment[] {
  const reader = new ByteReader(head, head[0] !== 0xfe);
  const is64 = (head[0] === 0xfe ? head[3] : head[0]) === 0xcf;
  const count = Math.min(reader.u32(16), maxSegments);
  const segments: Segment[] = [];
  for (let index = 0, at = is64 ? 32 : 28; index < count; index += 1) {
    const command = reader.u32(at);
    if (command === machSegment64) {
      segments.push({ address: reader.u64(at + 24), offset: reader.u64(at + 40), size: reader.u64(at + 48) });
    } else if (command === machSegment32) {
      segments.push({ address: reader.u32(at + 24), offset: reader.u32(at + 32), size: reader.u32(at + 36) });
    }
    const size = reader.u32(at + 4);
    if (!(size >= 8)) break;
    at += size;
  }
  return segments;
}
