/** The bytes of an archive, read at any place. */
export interface ZipBytes {
  readonly size: number;
  /** `length` bytes at `position`, valid until the next call; undefined where they are not all there. */
  bytes(position: number, length: number): Uint8Array | undefined;
}

/** An archive that is in memory; nothing of it is copied. */
export function zipInMemory(content: Uint8Array): ZipBytes {
  return {
    size: content.length,
    bytes: (position, length) =>
      position < 0 || length < 0 || position + length > content.length
        ? undefined
        : content.subarray(position, position + length),
  };
}

/** The same memory with the readers for little-endian numbers. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
