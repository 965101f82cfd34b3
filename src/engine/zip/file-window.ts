import { readSync } from 'node:fs';
import type { ZipBytes } from './zip-bytes.ts';

const windowBytes = 256 * 1024;

/**
 * An archive in a file, read at random places through a window, since archives of a hundred thousand small entries are read almost in
 * order and a system call for each header and each body would cost more than unpacking them.
 */
export class FileWindow implements ZipBytes {
  readonly size: number;
  readonly #fd: number;
  readonly #window = Buffer.allocUnsafe(windowBytes);
  #start = 0;
  #length = 0;

  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.size = size;
  }

  bytes(position: number, length: number): Buffer | undefined {
    if (position < 0 || length < 0 || position + length > this.size) return undefined;
    if (length > windowBytes) {
      const whole = Buffer.allocUnsafe(length);
      return this.#fill(whole, position) < length ? undefined : whole;
    }
    if (position < this.#start || position + length > this.#start + this.#length) {
      this.#start = position;
      this.#length = this.#fill(this.#window, position);
      if (this.#length < length) return undefined;
    }
    return this.#window.subarray(position - this.#start, position - this.#start + length);
  }

  #fill(buffer: Buffer, position: number): number {
    let filled = 0;
    while (filled < buffer.length) {
      const read = readSync(this.#fd, buffer, filled, buffer.length - filled, position + filled);
      if (read === 0) break;
      filled += read;
    }
    return filled;
  }
}
