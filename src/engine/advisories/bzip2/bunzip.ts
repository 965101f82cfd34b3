import { BitReader, BzipFault } from './bit-reader.ts';
import { readBlock, type SortedBlock } from './read-block.ts';

const blockMagic = [0x314159, 0x265359] as const;
const endMagic = [0x177245, 0x385090] as const;
const runLength = 4;

/**
 * Unpacks a bzip2 file (en.wikipedia.org/wiki/Bzip2, "File format"; there is no other specification than the program), block by
 * block, each of which is checked. Throws a {@link BzipFault} where it is damaged.
 */
export function* bunzip(bytes: Uint8Array): Generator<Buffer> {
  const reader = new BitReader(bytes);
  do {
    if (reader.bits(24) !== 0x425a68) throw new BzipFault('is no bzip2 file');
    const level = reader.bits(8) - 0x30;
    if (level < 1 || level > 9) throw new BzipFault('has no block size');
    yield* readStream(reader, level * 100_000);
  } while (reader.hasNextByte());
}

function* readStream(reader: BitReader, blockBytes: number): Generator<Buffer> {
  let combined = 0;
  for (;;) {
    const magic = [reader.bits(24), reader.bits(24)];
    const expected = reader.word();
    if (magic[0] === endMagic[0] && magic[1] === endMagic[1]) {
      if (expected !== combined) throw new BzipFault('has a wrong checksum');
      return;
    }
    if (magic[0] !== blockMagic[0] || magic[1] !== blockMagic[1]) throw new BzipFault('has no block where one begins');
    let sum = 0xffffffff;
    for (const piece of unsort(readBlock(reader, blockBytes))) {
      sum = checksum(sum, piece);
      yield piece;
    }
    sum = ~sum >>> 0;
    if (sum !== expected) throw new BzipFault('has a block with a wrong checksum');
    combined = (((combined << 1) | (combined >>> 31)) ^ sum) >>> 0;
  }
}

const pieceBytes = 256 * 1024;

/** Undoes the Burrows-Wheeler transform, and the runs that were shortened before it: four equal bytes are followed by how many more. */
function* unsort({ bytes, start }: SortedBlock): Generator<Buffer> {
  const next = successors(bytes);
  let out = Buffer.allocUnsafe(pieceBytes);
  let [used, at, last, equal] = [0, next[start] ?? 0, -1, 0];
  for (let count = 0; count < bytes.length; count += 1) {
    const byte = bytes[at] ?? 0;
    at = next[at] ?? 0;
    const isCount = equal === runLength;
    const repeat = isCount ? byte : 1;
    if (used + repeat > out.length) {
      yield out.subarray(0, used);
      out = Buffer.allocUnsafe(pieceBytes);
      used = 0;
    }
    out.fill(isCount ? last : byte, used, used + repeat);
    used += repeat;
    equal = isCount ? 0 : byte === last ? equal + 1 : 1;
    last = isCount ? -1 : byte;
  }
  if (used > 0) yield out.subarray(0, used);
}

/** For each row of the sorted rotations, the row of the rotation that begins one byte later. */
function successors(bytes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(256);
  for (const byte of bytes) starts[byte] = (starts[byte] ?? 0) + 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const count = starts[byte] ?? 0;
    starts[byte] = sum;
    sum += count;
  }
  const next = new Uint32Array(bytes.length);
  for (let row = 0; row < bytes.length; row += 1) {
    const byte = bytes[row] ?? 0;
    const place = starts[byte] ?? 0;
    starts[byte] = place + 1;
    next[place] = row;
  }
  return next;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

/** CRC-32 with the highest bit first, which zlib's is not. */
function checksum(sum: number, bytes: Uint8Array): number {
  let value = sum;
  for (const byte of bytes) value = (value << 8) ^ (table[((value >>> 24) ^ byte) & 0xff] ?? 0);
  return value;
}
