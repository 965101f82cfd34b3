import { maxHeadBytes, maxHeldBytes } from '../layer-file.ts';

/**
 * The memory into which files of one layer are read, one after the other. New memory for each file costs more than reading it: a layer has thousands of
 * programs, what was read of one is of no use once it is judged, and V8, which sees late what such memory takes, lets hundreds of MB come together.
 */
export class FileMemory {
  #bytes = Buffer.alloc(0);
  readonly #head = Buffer.alloc(maxHeadBytes);

  /** Memory for a file of `size` bytes, with anything in it; that of the file before is written over, unless the file is too large to be kept. */
  take(size: number): Uint8Array {
    if (size > maxHeldBytes) return Buffer.allocUnsafeSlow(size);
    if (this.#bytes.length < size) this.#bytes = Buffer.allocUnsafeSlow(roomFor(size));
    return this.#bytes.subarray(0, size);
  }

  /** The first bytes of a file, kept until those of the next. */
  keepHead(head: Uint8Array): Uint8Array {
    this.#head.set(head);
    return this.#head.subarray(0, head.length);
  }
}

function roomFor(size: number): number {
  return Math.min(maxHeldBytes, 2 ** Math.ceil(Math.log2(Math.max(size, 64 * 1024))));
}
