import { readSync } from 'node:fs';

const windowBytes = 256 * 1024;

/**
 * Reads a file at random places through windows, since archives of a hundred thousand small entries are read almost in
 * order and a system call for each header and each body would cost more than unpacking them.
 */
export class FileWindow {
  readonly #fd: number;
  readonly #window = Buffer.allocUnsafe(windowBytes);
  #start = 0;
  #length = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Bytes at `position`, valid until the next call; undefined where the file ends before `length` of them. */
  bytes(position: number, length: number): Buffer | undefined {
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
