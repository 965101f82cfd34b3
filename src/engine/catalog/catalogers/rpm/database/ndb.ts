import { type DatabaseEntry, damage, viewOf } from './database-entry.ts';

/** Magic numbers, little-endian, and sizes of rpm's NDB (rpm's lib/backend/ndb/rpmpkg.c is its only specification). */
const fileMagic = 0x506d7052; // RpmP
const slotMagic = 0x746f6c53; // Slot
const blobStartMagic = 0x53626c42; // BlbS
const blobEndMagic = 0x45626c42; // BlbE
const fileHeaderSize = 32;
const slotSize = 16;
const blockSize = 16;
const pageSize = 4096;
const blobHeadSize = 16;
const blobTailSize = 12;

/** Tells whether bytes are rpm's own database format, NDB (`Packages.db`). */
export function isNdb(bytes: Uint8Array): boolean {
  return bytes.length >= fileHeaderSize && viewOf(bytes).getUint32(0, true) === fileMagic;
}

/**
 * Reads the headers of an NDB database: a file header and pages of slots, each slot naming the blocks of a blob. Blobs are
 * checked as rpm does when it reads: by their marks, number and length, not by their checksum.
 */
export function* readNdb(bytes: Uint8Array): Generator<DatabaseEntry> {
  const view = viewOf(bytes);
  const version = view.getUint32(4, true);
  if (version !== 0) return yield damage(`its NDB version is ${version}, and only 0 is known`);
  const slotsEnd = view.getUint32(12, true) * pageSize;
  if (slotsEnd > bytes.length) yield damage('it ends within its list of packages');
  const seen = new Set<number>();
  for (let at = fileHeaderSize; at + slotSize <= Math.min(slotsEnd, bytes.length); at += slotSize) {
    if (view.getUint32(at, true) !== slotMagic) {
      yield damage(`its slot at byte ${at} is not marked as one`);
      continue;
    }
    const index = view.getUint32(at + 4, true);
    const start = view.getUint32(at + 8, true) * blockSize;
    if (start === 0) continue;
    const size = view.getUint32(at + 12, true) * blockSize;
    yield seen.has(index) ? damage(`package ${index} is there twice`) : readBlob(view, { index, start, size });
    seen.add(index);
  }
}

interface Blob {
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

function readBlob(view: DataView, { index, start, size }: Blob): DatabaseEntry {
  if (start + size > view.byteLength) return damage(`package ${index} lies past its end`);
  if (size < blobHeadSize + blobTailSize) return damage(`package ${index} has no room for its marks`);
  const length = view.getUint32(start + 12, true);
  const tail = start + size - blobTailSize;
  const isWhole =
    view.getUint32(start, true) === blobStartMagic &&
    view.getUint32(start + 4, true) === index &&
    Math.ceil((blobHeadSize + length + blobTailSize) / blockSize) * blockSize === size &&
    view.getUint32(tail + 4, true) === length &&
    view.getUint32(tail + 8, true) === blobEndMagic;
  if (!isWhole) return damage(`package ${index} is overwritten or torn`);
  return { kind: 'header', bytes: new Uint8Array(view.buffer, view.byteOffset + start + blobHeadSize, length) };
}
