import { ImageError } from '../image-error.ts';

export const tarBlockBytes = 512;

/** The fields of a header block that are used. `typeFlag` is the character; `block` is valid until the next read only. */
export interface TarHeader {
  readonly name: string;
  readonly linkName: string;
  readonly size: number;
  readonly mode: number;
  readonly typeFlag: string;
  readonly block: Uint8Array;
}

const space = 0x20;
const checksumOffset = 148;
const checksumEnd = 156;

/**
 * Reads a header block of any family: v7, ustar, GNU, PAX (pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html;
 * gnu.org/software/tar/manual/html_node/Standard.html). Where families differ, it reads as Go's archive/tar does, since
 * that is what container runtimes unpack with. Throws `image/layer-malformed` where the block is no header.
 */
export function parseTarHeader(block: Uint8Array): TarHeader {
  if (!hasValidChecksum(block)) {
    throw new ImageError('image/layer-malformed', 'the tar is damaged: a header has a wrong checksum');
  }
  const size = parseTarNumber(block, 124, 12);
  if (size === undefined || size < 0) {
    throw new ImageError('image/layer-malformed', 'the tar is damaged: a header has no valid size');
  }
  const name = textAt(block, 0, 100);
  const prefix = isUstar(block) ? textAt(block, 345, 155) : '';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkName: block[157] === 0 ? '' : textAt(block, 157, 100),
    size,
    mode: (parseTarNumber(block, 100, 8) ?? 0) & 0o7777,
    typeFlag: String.fromCharCode(block[156] ?? 0),
    block,
  };
}

/** Tells whether a block is all zeros, two of which end an archive. */
export function isZeroBlock(block: Uint8Array): boolean {
  return block[0] === 0 && block.every((byte) => byte === 0);
}

/**
 * A number field: octal digits, or GNU's base-256 where the first bit is set. Undefined where it is neither, or too large to
 * be exact.
 */
export function parseTarNumber(block: Uint8Array, offset: number, length: number): number | undefined {
  return ((block[offset] ?? 0) & 0x80) === 0 ? octalAt(block, offset, length) : base256At(block, offset, length);
}

/** The text of a field, up to its first NUL. */
export function textAt(block: Uint8Array, offset: number, length: number): string {
  let end = offset;
  while (end < offset + length && block[end] !== 0) end += 1;
  return decodeText(block.subarray(offset, end));
}

/** Bytes as UTF-8; what is not UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

/** Leading and trailing spaces and NULs are padding, as writers disagree on them; an empty field is 0. */
function octalAt(block: Uint8Array, offset: number, length: number): number | undefined {
  let start = offset;
  const limit = offset + length;
  while (start < limit && isPadding(block[start])) start += 1;
  let value = 0;
  let position = start;
  for (; position < limit && !isPadding(block[position]); position += 1) {
    const digit = (block[position] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) return undefined;
    value = value * 8 + digit;
  }
  return Number.isSafeInteger(value) ? value : undefined;
}

function base256At(block: Uint8Array, offset: number, length: number): number | undefined {
  const first = block[offset] ?? 0;
  if ((first & 0x40) !== 0) return undefined;
  let value = first & 0x3f;
  for (let position = offset + 1; position < offset + length; position += 1) {
    value = value * 256 + (block[position] ?? 0);
    if (!Number.isSafeInteger(value)) return undefined;
  }
  return value;
}

function isPadding(byte: number | undefined): boolean {
  return byte === space || byte === 0;
}

/** Old writers summed signed characters: either sum will do. */
function hasValidChecksum(block: Uint8Array): boolean {
  const stored = octalAt(block, checksumOffset, checksumEnd - checksumOffset);
  let unsigned = space * (checksumEnd - checksumOffset);
  let high = 0;
  for (let index = 0; index < checksumOffset; index += 1) {
    const byte = block[index] ?? 0;
    unsigned += byte;
    high += byte >> 7;
  }
  for (let index = checksumEnd; index < tarBlockBytes; index += 1) {
    const byte = block[index] ?? 0;
    unsigned += byte;
    high += byte >> 7;
  }
  return stored === unsigned || stored === unsigned - 256 * high;
}

/** `ustar` followed by NUL has a name prefix; GNU's `ustar` followed by a space has other fields there. */
function isUstar(block: Uint8Array): boolean {
  return (
    block[257] === 0x75 &&
    block[258] === 0x73 &&
    block[259] === 0x74 &&
    block[260] === 0x61 &&
    block[261] === 0x72 &&
    block[262] === 0
  );
}
