/**
 * Bytes read forwards. Answers come at once where the bytes are at hand, and as a promise only where they must be waited
 * for: most entries of a layer are skipped inside one chunk, where a promise for each step would cost more than the work.
 */
export interface ByteSource {
  /** Exactly `count` bytes, or fewer at the end. They are valid until the next call. Meant for small counts. */
  read(count: number): Uint8Array | Promise<Uint8Array>;
  /** The next `count` bytes, or fewer at the end, without passing over them. They are valid until the next call. */
  peek(count: number): Uint8Array | Promise<Uint8Array>;
  /** The next piece of at most `maxBytes`, or undefined at the end. */
  chunk(maxBytes: number): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Passes over `count` bytes and tells how many there were. */
  skip(count: number): number | Promise<number>;
}

const empty = new Uint8Array();

/** A byte source over chunks of any size. `next` gives the next chunk, which may be written over once the one after it is asked for, or undefined at the end. */
export class ChunkSource implements ByteSource {
  readonly #next: () => Promise<Uint8Array | undefined>;
  #chunk: Uint8Array = empty;
  #offset = 0;
  /** What is left of the last chunk, where `#chunk` is bytes that were joined. */
  #rest: Uint8Array = empty;

  constructor(next: () => Promise<Uint8Array | undefined>) {
    this.#next = next;
  }

  read(count: number): Uint8Array | Promise<Uint8Array> {
    const end = this.#offset + count;
    if (end > this.#chunk.length) return this.#gather(count);
    const bytes = this.#chunk.subarray(this.#offset, end);
    this.#offset = end;
    return bytes;
  }

  peek(count: number): Uint8Array | Promise<Uint8Array> {
    const end = this.#offset + count;
    return end > this.#chunk.length ? this.#join(count) : this.#chunk.subarray(this.#offset, end);
  }

  chunk(maxBytes: number): Uint8Array | undefined | Promise<Uint8Array | undefined> {
    if (this.#offset >= this.#chunk.length)
      return this.#refill().then((more) => (more ? this.#take(maxBytes) : undefined));
    return this.#take(maxBytes);
  }

  skip(count: number): number | Promise<number> {
    const end = this.#offset + count;
    if (end > this.#chunk.length) return this.#skipChunks(count);
    this.#offset = end;
    return count;
  }

  #take(maxBytes: number): Uint8Array {
    const bytes = this.#chunk.subarray(this.#offset, this.#offset + maxBytes);
    this.#offset += bytes.length;
    return bytes;
  }

  async #gather(count: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let missing = count;
    do {
      // A copy: the chunk may be written over by the next.
      const piece = Uint8Array.from(this.#take(missing));
      pieces.push(piece);
      missing -= piece.length;
    } while (missing > 0 && (await this.#refill()));
    return Buffer.concat(pieces);
  }

  /** Puts together `count` bytes that lie in several chunks; what is behind them waits where it is. */
  async #join(count: number): Promise<Uint8Array> {
    const joined = await this.#gather(count);
    this.#rest = this.#chunk.subarray(this.#offset);
    this.#chunk = joined;
    this.#offset = 0;
    return joined;
  }

  async #skipChunks(count: number): Promise<number> {
    let missing = count;
    do {
      const step = Math.min(missing, this.#chunk.length - this.#offset);
      this.#offset += step;
      missing -= step;
    } while (missing > 0 && (await this.#refill()));
    return count - missing;
  }

  async #refill(): Promise<boolean> {
    const chunk = this.#rest.length > 0 ? this.#rest : await this.#next();
    this.#rest = empty;
    this.#chunk = chunk ?? empty;
    this.#offset = 0;
    return chunk !== undefined;
  }
}
