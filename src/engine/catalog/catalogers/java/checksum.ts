import { crc32 } from 'node:zlib';
import { ZipError } from '#engine/zip/index.ts';

/** The CRC-32 of what passed, known once all has. */
export interface Checksum {
  value: number;
  isWhole: boolean;
}

/** Passes chunks on and sums them up in `checksum`. */
export async function* summed(chunks: AsyncIterable<Uint8Array>, checksum: Checksum): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    checksum.value = crc32(chunk, checksum.value);
    yield chunk;
  }
  checksum.isWhole = true;
}

/** Throws where an entry that was read to its end is not what its writer packed. What it says is used nevertheless: Java does so too. */
export function checkSum(checksum: Checksum, expected: number): void {
  if (checksum.isWhole && checksum.value !== expected) {
    throw new ZipError('zip/damaged', 'its checksum is wrong');
  }
}
