import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../tar/byte-source.ts';

/** A byte source over a file that passes over bytes by seeking: the headers of a tar are read without its contents. */
export class FileSource implements ByteSource {
  readonly #file: FileHandle;
  readonly #size: number;
  #position = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /** Where the next byte is read from. */
  get position(): number {
    return this.#position;
  }

  async read(count: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(count, this.#size - this.#position));
    const bytes = Buffer.allocUnsafe(wanted);
    let length = 0;
    while (length < wanted) {
      const { bytesRead } = await this.#file.read(bytes, length, wanted - length, this.#position);
      if (bytesRead === 0) break;
      length += bytesRead;
      this.#position += bytesRead;
    }
    return bytes.subarray(0, length);
  }

  async peek(count: number): Promise<Uint8Array> {
    const start = this.#position;
    const bytes = await this.read(count);
    this.#position = start;
    return bytes;
  }

  async chunk(maxBytes: number): Promise<Uint8Array | undefined> {
    const bytes = await this.read(Math.min(maxBytes, 256 * 1024));
    return bytes.length === 0 ? undefined : bytes;
  }

  skip(count: number): number {
    const skipped = Math.min(count, Math.max(0, this.#size - this.#position));
    this.#position += skipped;
    return skipped;
  }
}
