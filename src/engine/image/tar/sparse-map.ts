import { ImageError } from '../image-error.ts';
import { parseTarNumber, tarBlockBytes } from './tar-header.ts';

/** A stretch of a sparse file that is stored; everything between stretches is zeros. Bytes. */
export interface SparseSegment {
  readonly offset: number;
  readonly length: number;
}

const oldGnuHeader = { map: 386, entries: 4, extended: 482, realSize: 483 } as const;
const oldGnuExtension = { map: 0, entries: 21, extended: 504 } as const;
const entryBytes = 24;

/** The map and size that an old GNU header ('S') holds (gnu.org/software/tar/manual/html_node/Standard.html). */
export function parseOldGnuSparse(block: Uint8Array): { numbers: number[]; isExtended: boolean; realSize: number } {
  const realSize = parseTarNumber(block, oldGnuHeader.realSize, 12);
  if (realSize === undefined) throw damaged('it has no valid size');
  return { ...entriesAt(block, oldGnuHeader), realSize };
}

/** What a block that continues an old GNU map holds. */
export function parseOldGnuExtension(block: Uint8Array): { numbers: number[]; isExtended: boolean } {
  if (block.length < tarBlockBytes) throw damaged('its map breaks off');
  return entriesAt(block, oldGnuExtension);
}

/**
 * Makes segments of offsets and lengths in turn. Throws where they overlap, go back, reach past `realSize`, or do not add up to
 * the `storedBytes` that the archive holds of the file.
 */
export function toSparseSegments(
  numbers: readonly number[],
  realSize: number,
  storedBytes: number,
): readonly SparseSegment[] {
  if (numbers.length % 2 !== 0) throw damaged('its map has an odd number of members');
  const segments: SparseSegment[] = [];
  let end = 0;
  let stored = 0;
  for (let index = 0; index < numbers.length; index += 2) {
    const offset = numbers[index] ?? 0;
    const length = numbers[index + 1] ?? 0;
    if (offset < end || offset + length > realSize) throw damaged('its map does not fit its size');
    end = offset + length;
    stored += length;
    if (length > 0) segments.push({ offset, length });
  }
  if (stored !== storedBytes) throw damaged('its map does not fit what is stored of it');
  return segments;
}

function entriesAt(
  block: Uint8Array,
  layout: { readonly map: number; readonly entries: number; readonly extended: number },
): { numbers: number[]; isExtended: boolean } {
  const numbers: number[] = [];
  for (let index = 0; index < layout.entries; index += 1) {
    const start = layout.map + index * entryBytes;
    if (block[start] === 0) break;
    const offset = parseTarNumber(block, start, 12);
    const length = parseTarNumber(block, start + 12, 12);
    if (offset === undefined || length === undefined) throw damaged('its map holds no numbers');
    numbers.push(offset, length);
  }
  return { numbers, isExtended: block[layout.extended] !== 0 };
}

function damaged(what: string): ImageError {
  return new ImageError('image/layer-malformed', `the tar is damaged: a sparse file cannot be put together, ${what}`);
}
