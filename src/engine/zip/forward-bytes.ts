const empty: Uint8Array = new Uint8Array();

/**
 * Bytes that come once and in order, with a window on those not taken yet. Looking at what is at hand is synchronous, since
 * an archive has hundreds of thousands of headers and a promise for each would cost more than reading them.
 */
export class ForwardBytes {
  readonly #next: () => Promise<Uint8Array | undefined>;
  #window: Uint8Array = empty;
  #position = 0;

  /** `next` gives the next piece, which may be written over once the one after it is asked for, or undefined at the end. */
  constructor(next: () => Promise<Uint8Array | undefined>) {
    this.#next = next;
  }

  /** How many bytes were taken. */
  get position(): number {
    return this.#position;
  }

  /** What is at hand, without taking it; valid until the next `need`. */
  get window(): Uint8Array {
    return this.#window;
  }

  /** Waits until `count` bytes are at hand; false where there are fewer. */
  async need(count: number): Promise<boolean> {
    if (this.#window.length >= count) return true;
    const pieces: Uint8Array[] = this.#window.length === 0 ? [] : [Buffer.from(this.#window)];
    let length = this.#window.length;
    while (length < count) {
      const piece = await this.#next();
      if (piece === undefined) break;
      length += piece.length;
      // A copy, unless it is the last one asked for: it may be written over.
      pieces.push(length < count ? Buffer.from(piece) : piece);
    }
    this.#window = pieces.length === 1 ? (pieces[0] ?? empty) : Buffer.concat(pieces);
    return length >= count;
  }

  /** Takes `count` of the bytes at hand. */
  take(count: number): Uint8Array {
    const taken = this.#window.subarray(0, count);
    this.#window = this.#window.subarray(taken.length);
    this.#position += taken.length;
    return taken;
  }

  /** Takes `count` bytes, as many as there are, and tells how many that was. */
  async skip(count: number): Promise<number> {
    let left = count;
    for (;;) {
      left -= this.take(Math.min(left, this.#window.length)).length;
      if (left === 0 || !(await this.need(1))) return count - left;
    }
  }
}

/** Lets {@link ForwardBytes} read from anything that is iterated over. */
export function pulledFrom(chunks: AsyncIterable<Uint8Array>): () => Promise<Uint8Array | undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await iterator.next();
    return done === true ? undefined : value;
  };
}
