/** Why bytes are no bzip2 file. */
export class BzipFault extends Error {}

/** Reads bits from the highest down. Throws a {@link BzipFault} past the end. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next 0 to 24 bits as a number. */
  bits(count: number): number {
    while (this.#count < count) {
      const next = this.#bytes[this.#at++];
      if (next === undefined) throw new BzipFault('ends in the middle');
      this.#held = ((this.#held << 8) | next) >>> 0;
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#held >>> this.#count) & ((1 << count) - 1);
    this.#held &= (1 << this.#count) - 1;
    return value;
  }

  /** The next 32 bits. */
  word(): number {
    return (this.bits(16) * 0x10000 + this.bits(16)) >>> 0;
  }

  /** Skips to the next whole byte and tells whether any is left. */
  hasNextByte(): boolean {
    this.#count -= this.#count % 8;
    this.#held &= (1 << this.#count) - 1;
    return this.#at - this.#count / 8 < this.#bytes.length;
  }
}
