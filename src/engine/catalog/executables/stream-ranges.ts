/** A stretch of a stream that is being kept. */
interface Kept {
  readonly start: number;
  readonly length: number;
  readonly pieces: Uint8Array[];
  filled: number;
  readonly done: (bytes: Uint8Array) => void;
}

interface Chunk {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** How far back what has gone by can still be had. */
const recentBytes = 8 * 1024 * 1024;

/** Keeps asked-for stretches of a stream that comes by once, within one limit for all of them together. */
export class StreamRanges {
  readonly #maxBytes: number;
  readonly #recent: Chunk[] = [];
  #open: Kept[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Asks for `length` bytes from `start` on. `done` is told the bytes once they have come: fewer where the stream ends, none where
   * they went by more than 8 MiB ago. Not told anything where more is asked for than may be kept.
   */
  want(start: number, length: number, done: (bytes: Uint8Array) => void): void {
    if (!(length > 0) || this.#bytes + length > this.#maxBytes) return;
    this.#bytes += length;
    this.#open.push({ start, length, pieces: [], filled: 0, done });
  }

  /** Takes what is wanted of the chunk that begins at `start`. The bytes are kept for a while, and must not change. */
  take(bytes: Uint8Array, start: number): void {
    this.#recent.push({ bytes, start });
    while (start - (this.#recent[0]?.start ?? start) > recentBytes) this.#recent.shift();
    // Who is told of some bytes may ask for others that are at hand.
    while (this.#fill());
  }

  end(): void {
    while (this.#open.length > 0) {
      this.#fill();
      this.#finish(this.#open);
    }
  }

  #fill(): boolean {
    for (const kept of this.#open) {
      for (const { bytes, start } of this.#recent) {
        const from = kept.start + kept.filled - start;
        if (from < 0 || from >= bytes.length || kept.filled === kept.length) continue;
        const piece = bytes.slice(from, from + kept.length - kept.filled);
        kept.pieces.push(piece);
        kept.filled += piece.length;
      }
    }
    return this.#finish(this.#open.filter((kept) => kept.filled === kept.length));
  }

  #finish(done: readonly Kept[]): boolean {
    if (done.length === 0) return false;
    const finished = new Set(done);
    this.#open = this.#open.filter((kept) => !finished.has(kept));
    for (const kept of done) {
      this.#bytes -= kept.length;
      kept.done(Buffer.concat(kept.pieces));
    }
    return true;
  }
}
