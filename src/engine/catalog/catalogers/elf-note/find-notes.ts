import { type LayerFile, maxHeldBytes } from '#engine/image/index.ts';
import { ByteReader } from '../../executables/byte-reader.ts';
import { StreamRanges } from '../../executables/stream-ranges.ts';
import { packageNoteText } from './package-note.ts';

/** Program headers stand at the start of a file, 56 bytes each, and notes right behind them: they are read before all else. */
const maxHeaderBytes = 8 * 1024;
/** Notes further on are left alone. */
const maxOffset = 4 * 1024 * 1024;
const maxNoteBytes = 256 * 1024;
const maxSegments = 200;
const maxNoteSegments = 8;
const noteSegment = 4;

interface Stretch {
  readonly offset: number;
  readonly size: number;
}

/** The text of the package's note in an ELF file; undefined where it has none. Of a large file no more is read than up to its notes. */
export async function findPackageNote(file: Pick<LayerFile, 'bytes' | 'stream' | 'size'>): Promise<string | undefined> {
  return file.size <= maxHeldBytes ? noteIn(await file.bytes()) : await noteInStream(file);
}

function noteIn(program: Uint8Array): string | undefined {
  const head = program.subarray(0, maxHeaderBytes);
  for (const { offset, size } of noteSegments(head).slice(0, maxNoteSegments)) {
    if (offset + size > program.length) continue;
    const text = packageNoteText(program.subarray(offset, offset + size), head[5] !== 2);
    if (text !== undefined) return text;
  }
  return undefined;
}

async function noteInStream(file: Pick<LayerFile, 'stream' | 'size'>): Promise<string | undefined> {
  const ranges = new StreamRanges({
    maxBytes: maxHeaderBytes + maxNoteSegments * maxNoteBytes,
    recentBytes: maxHeaderBytes,
    streamBytes: file.size,
  });
  let found: string | undefined;
  let waiting = 1;
  ranges.want(0, Math.min(file.size, maxHeaderBytes), (head) => {
    waiting -= 1;
    const isLittle = head[5] !== 2;
    for (const { offset, size } of noteSegments(head).slice(0, maxNoteSegments)) {
      if (offset + size > file.size) continue;
      waiting += 1;
      ranges.want(offset, size, (notes) => {
        waiting -= 1;
        found ??= packageNoteText(notes, isLittle);
      });
    }
  });
  let start = 0;
  for await (const bytes of file.stream()) {
    ranges.take(bytes, start);
    start += bytes.length;
    if (found !== undefined || waiting === 0 || start > maxOffset + maxNoteBytes) break;
  }
  ranges.end();
  return found;
}

/** Where an ELF file's program headers (`PT_NOTE`, elf(5)) say that notes are. */
function noteSegments(head: Uint8Array): readonly Stretch[] {
  const is64 = head[4] === 2;
  const reader = new ByteReader(head, head[5] !== 2);
  const table = is64 ? reader.u64(32) : reader.u32(28);
  const entryBytes = reader.u16(is64 ? 54 : 42);
  const count = Math.min(reader.u16(is64 ? 56 : 44), maxSegments);
  const found: Stretch[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = table + index * entryBytes;
    if (reader.u32(at) !== noteSegment) continue;
    const offset = is64 ? reader.u64(at + 8) : reader.u32(at + 4);
    const size = is64 ? reader.u64(at + 32) : reader.u32(at + 16);
    if (offset <= maxOffset && size > 0 && size <= maxNoteBytes) found.push({ offset, size });
  }
  return found;
}
