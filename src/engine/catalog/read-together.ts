import { ImageError, type LayerFile, maxHeldBytes } from '#engine/image/index.ts';

/** Reads a file; what it rejects with is its own affair. */
export type ReadFile = (file: LayerFile) => Promise<void>;

export interface ReadTogetherOptions {
  readonly maxFileBytes: number;
  /** Files of up to so many bytes are read whole. */
  readonly heldBytes?: number;
}

/**
 * Lets several read one file. One that is small enough is read once and shown to them in one piece, one after the other; nothing is read where nobody does. A larger one they
 * read at the same time and in step: each chunk goes to all who are reading, and the next is fetched once all are done with it, so that memory stays
 * that of one chunk however large the file is. Who asks for `bytes` gets one copy for all who ask. Nothing is read on once all have left.
 */
export async function readTogether(
  file: LayerFile,
  readers: readonly ReadFile[],
  { maxFileBytes, heldBytes = maxHeldBytes }: ReadTogetherOptions,
): Promise<void> {
  const [only] = readers;
  if (readers.length === 1 && only !== undefined) return only(file);
  if (file.size <= Math.min(heldBytes, maxFileBytes)) return readHeld(file, readers);
  const step = new SharedReading(file, maxFileBytes, readers.length);
  const ends = await Promise.allSettled(
    readers.map(async (read, index) => {
      try {
        await read(step.fileFor(index));
      } finally {
        step.leave(index);
      }
    }),
  );
  await step.close();
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function readHeld(file: LayerFile, readers: readonly ReadFile[]): Promise<void> {
  const { path, size, mode, head } = file;
  let reading: Promise<Uint8Array> | undefined;
  const bytes = () => (reading ??= file.bytes());
  const held: LayerFile = {
    path,
    size,
    mode,
    head,
    bytes,
    async *stream() {
      if (size > 0) yield await bytes();
    },
  };
  const failures: unknown[] = [];
  for (const read of readers) {
    try {
      await read(held);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Where a reader stands: before its first chunk, waiting for one, busy with one, or done with the file. */
type Place =
  | { readonly kind: 'before' | 'busy' | 'done' }
  | {
      readonly kind: 'waiting';
      readonly give: (chunk: Uint8Array | undefined) => void;
      readonly fail: (error: unknown) => void;
    };

class SharedReading {
  readonly #file: LayerFile;
  readonly #maxFileBytes: number;
  readonly #places: Place[];
  #chunks: AsyncIterator<Uint8Array> | undefined;
  #bytes: Promise<Uint8Array> | undefined;

  constructor(file: LayerFile, maxFileBytes: number, readers: number) {
    this.#file = file;
    this.#maxFileBytes = maxFileBytes;
    this.#places = Array.from({ length: readers }, () => ({ kind: 'before' }));
  }

  fileFor(index: number): LayerFile {
    const { path, size, mode, head } = this.#file;
    return { path, size, mode, head, bytes: () => this.#bytesFor(index), stream: () => this.#streamFor(index) };
  }

  leave(index: number): void {
    this.#places[index] = { kind: 'done' };
    this.#advance();
  }

  async close(): Promise<void> {
    await this.#chunks?.return?.();
  }

  async *#streamFor(index: number): AsyncGenerator<Uint8Array> {
    if (this.#places[index]?.kind !== 'before') throw new Error(`${this.#file.path} can be read once`);
    try {
      for (let chunk = await this.#next(index); chunk !== undefined; chunk = await this.#next(index)) yield chunk;
    } finally {
      this.leave(index);
    }
  }

  #bytesFor(index: number): Promise<Uint8Array> {
    // Nobody is past the first chunk while this reader is not, so a copy that another has begun is the whole file.
    if (this.#bytes !== undefined) this.leave(index);
    this.#bytes ??= this.#gather(index);
    return this.#bytes;
  }

  async #gather(index: number): Promise<Uint8Array> {
    const { path, size } = this.#file;
    if (size > this.#maxFileBytes) {
      const message = `${path} of ${size} bytes is not read: it is larger than limits.maxFileBytes (${this.#maxFileBytes})`;
      throw new ImageError('image/file-too-large', message);
    }
    const bytes = Buffer.allocUnsafeSlow(size);
    let length = 0;
    for await (const chunk of this.#streamFor(index)) {
      bytes.set(chunk, length);
      length += chunk.length;
    }
    return bytes;
  }

  #next(index: number): Promise<Uint8Array | undefined> {
    return new Promise((give, fail) => {
      this.#places[index] = { kind: 'waiting', give, fail };
      this.#advance();
    });
  }

  #advance(): void {
    const waiting = this.#places.flatMap((place, index) => (place.kind === 'waiting' ? [{ ...place, index }] : []));
    if (waiting.length === 0 || this.#places.some(({ kind }) => kind === 'before' || kind === 'busy')) return;
    for (const { index } of waiting) this.#places[index] = { kind: 'busy' };
    this.#chunks ??= this.#file.stream()[Symbol.asyncIterator]();
    this.#chunks.next().then(
      ({ done, value }) => {
        for (const { give } of waiting) give(done === true ? undefined : value);
      },
      (error: unknown) => {
        for (const { fail } of waiting) fail(error);
      },
    );
  }
}
