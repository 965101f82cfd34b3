const noBytes = new Uint8Array();

/** A stretch of a stream that is being kept, in copies but for what lies in one chunk. */
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

export interface StreamRangesOptions {
  /** Of all that is asked for at one time. */
  readonly maxBytes: number;
  /** How far back what has gone by can still be had, beside the chunk at hand; it is kept for that. */
  readonly recentBytes?: number;
  /** Of the whole stream: of its last chunk no copy is kept, since nothing follows. */
  readonly streamBytes?: number;
}

/** Keeps asked-for stretches of a stream that comes by once. */
export class StreamRanges {
  readonly #maxBytes: number;
  readonly #recentBytes: number;
  readonly #streamBytes: number;
  /** In the order of the stream. */
  readonly #recent: Chunk[] = [];
  #open: Kept[] = [];
  #bytes = 0;

  constructor({ maxBytes, recentBytes = 0, streamBytes = Number.POSITIVE_INFINITY }: StreamRangesOptions) {
    this.#maxBytes = maxBytes;
    this.#recentBytes = recentBytes;
    this.#streamBytes = streamBytes;
  }

  /**
   * Asks for `length` bytes from `start` on. `done` is told the bytes, which are valid during the call only, once they have come: fewer where the
   * stream ends, none where they went by too long ago. Not told anything where more is asked for than may be kept.
   */
  want(start: number, length: number, done: (bytes: Uint8Array) => void): void {
    if (!(length > 0) || this.#bytes + length > this.#maxBytes) return;
    this.#bytes += length;
    this.#open.push({ start, length, pieces: [], filled: 0, done });
  }

  /** Takes what is wanted of the chunk that begins at `start`, which may begin with the end of the chunk before. */
  take(bytes: Uint8Array, start: number): void {
    if (this.#recentBytes === 0) this.#recent.length = 0;
    let spare: Uint8Array | undefined;
    while (start - (this.#recent[0]?.start ?? start) > this.#recentBytes) spare = this.#recent.shift()?.bytes;
    const isKept = this.#recentBytes > 0 && start + bytes.length < this.#streamBytes;
    this.#recent.push({ bytes: isKept ? copied(bytes, spare) : bytes, start });
    this.give();
  }

  /** Gives what was asked for since `take` and is at hand. */
  give(): void {
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
      for (let at = this.#chunkOf(kept); at < this.#recent.length && kept.filled < kept.length; at += 1) {
        const { bytes, start } = this.#recent[at] ?? { bytes: noBytes, start: 0 };
        const from = kept.start + kept.filled - start;
        if (from < 0 || from >= bytes.length) continue;
        const part = bytes.subarray(from, from + kept.length - kept.filled);
        // A copy where more must come; `slice` of a Buffer would be a view of what changes.
        const piece = part.length === kept.length ? part : Uint8Array.from(part);
        kept.pieces.push(piece);
        kept.filled += piece.length;
      }
    }
    return this.#finish(this.#open.filter((kept) => kept.filled === kept.length));
  }

  /** Index of the last chunk that begins no later than what is missing next; of the first where all begin later. */
  #chunkOf({ start, filled }: Kept): number {
    let at = this.#recent.length - 1;
    // What is wanted is nearly always in the last.
    if ((this.#recent[at]?.start ?? 0) <= start + filled) return at;
    at = this.#recent.findLastIndex((chunk) => chunk.start <= start + filled);
    return Math.max(0, at);
  }

  #finish(done: readonly Kept[]): boolean {
    if (done.length === 0) return false;
    const finished = new Set(done);
    this.#open = this.#open.filter((kept) => !finished.has(kept));
    for (const kept of done) {
      this.#bytes -= kept.length;
      const [only] = kept.pieces;
      kept.done(only !== undefined && kept.pieces.length === 1 ? only : Buffer.concat(kept.pieces));
    }
    return true;
  }
}

/** In the memory of a chunk that is no longer kept, where it is as large. */
function copied(bytes: Uint8Array, into: Uint8Array | undefined): Uint8Array {
  if (into?.length !== bytes.length) return Uint8Array.from(bytes);
  into.set(bytes);
  return into;
}
