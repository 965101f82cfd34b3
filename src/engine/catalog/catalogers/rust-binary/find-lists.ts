import { constants, inflateSync } from 'node:zlib';
import type { LayerFile } from '#engine/image/index.ts';
import { StreamRanges } from '../../executables/stream-ranges.ts';
import { findAll, type StreamWindow, windowsOf } from '../../executables/stream-windows.ts';

/** Lists of crates as stored; `isWhole` is false where so much looked like one that not all was looked at. */
export interface FoundLists {
  readonly lists: readonly Uint8Array[];
  readonly isWhole: boolean;
}

/** What zlib streams begin with, for each of its levels (RFC 1950, 2.2). */
const zlibStarts = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]));
const listStart = '{"packages":[';
const sectionName = Buffer.from('.dep-v0');
/** Enough to inflate the start of a list, behind the code tables of a block. */
const startBytes = 256;
const maxListBytes = 2 * 1024 * 1024;
const maxLists = 8;
/** One in 75,000 places of random bytes may be a start; each that may costs some 100 µs. */
const maxCandidates = 4_000;
/** Two bytes that begin a zlib stream come by chance in one of 16,000 places: a gigabyte has a third of this. */
const maxStarts = 200_000;

/**
 * Finds lists of crates in a program of any size, in one pass and bounded memory: where sections are is said at the end of an ELF file,
 * when their bytes have gone by, but a list is known by how it begins once inflated. It counts only in a file that has the
 * section's name.
 */
export async function findLists(file: Pick<LayerFile, 'size' | 'stream'>): Promise<FoundLists> {
  const ranges = new StreamRanges({ maxBytes: maxLists * maxListBytes + maxCandidates * startBytes });
  const lists: Uint8Array[] = [];
  let starts = 0;
  let candidates = 0;
  let started = 0;
  let hasName = false;
  const look = (bytes: Uint8Array, offset: number): void => {
    if (started >= maxLists || !isListStart(bytes)) return;
    started += 1;
    ranges.want(offset, maxListBytes, (list) => lists.push(Uint8Array.from(list)));
  };
  for await (const window of windowsOf(file.stream(), file.size)) {
    hasName ||= window.bytes.includes(sectionName);
    for (const offset of startsIn(window)) {
      starts += 1;
      if (starts > maxStarts || candidates >= maxCandidates) break;
      if (!mayStart(window.bytes, offset - window.start)) continue;
      candidates += 1;
      ranges.want(offset, startBytes, (bytes) => look(bytes, offset));
    }
    ranges.take(window.bytes, window.start);
  }
  ranges.end();
  return { lists: hasName ? lists : [], isWhole: !hasName || (starts <= maxStarts && candidates < maxCandidates) };
}

function* startsIn(window: StreamWindow): Generator<number> {
  for (const start of zlibStarts) yield* findAll(window, start);
}

/** What can be told of the first block without inflating it (RFC 1951, 3.2): a list is not stored as it is. */
function mayStart(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at + 2];
  const second = bytes[at + 3];
  // At a seam, where there is no telling yet.
  if (first === undefined || second === undefined) return true;
  const kind = (first >> 1) & 3;
  // Fixed codes: "{", the first character, is 10101011. Codes of its own: at most 29 lengths more, and 29 distances.
  if (kind === 1) return first >> 3 === 0b10101 && (second & 7) === 0b110;
  return kind === 2 && first >> 3 <= 29 && (second & 31) <= 29 && hasWholeCode(bytes, at + 2);
}

/**
 * Tells whether the code for the lengths of a block's codes is one that uses all its bits, as it must; of random bytes, one in a hundred does. Trying to
 * inflate what is not a stream costs a hundred times as much as this.
 */
function hasWholeCode(bytes: Uint8Array, start: number): boolean {
  const bits = (at: number, count: number): number => {
    const pair = (bytes[start + (at >> 3)] ?? 0) | ((bytes[start + (at >> 3) + 1] ?? 0) << 8);
    return (pair >> (at & 7)) & ((1 << count) - 1);
  };
  const lengths = bits(13, 4) + 4;
  if (start + Math.ceil((17 + 3 * lengths) / 8) > bytes.length) return true;
  let used = 0;
  for (let index = 0; index < lengths; index += 1) {
    const length = bits(17 + 3 * index, 3);
    if (length > 0) used += 128 >> length;
  }
  return used === 128;
}

function isListStart(bytes: Uint8Array): boolean {
  try {
    const text = inflateSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: 4096,
      maxOutputLength: 64 * 1024,
    });
    return text.toString('latin1', 0, listStart.length) === listStart;
  } catch {
    return false;
  }
}
