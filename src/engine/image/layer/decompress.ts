import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { errorMessage } from '#core/errors.ts';
import { ImageError } from '../image-error.ts';
import { type Compression, detectCompression, magicBytes } from './detect-compression.ts';
import { createFrameCutter } from './split-zstd-frames.ts';

/** Gives the next chunk of bytes, valid until the one after it, or undefined at the end. */
export type NextChunk = () => Promise<Uint8Array | undefined>;

/** 256 KiB a chunk: with Node's 16 KiB the same work takes 1.5 times as long. */
const chunkBytes = 256 * 1024;

/**
 * How far the thread pool may run ahead: it inflates the next chunks while the main thread hashes and walks the last.
 * Counted in chunks (object mode), since a stream of bytes would copy the waiting chunks together.
 */
const chunksAhead = 4;

const streamOptions = {
  chunkSize: chunkBytes,
  readableObjectMode: true,
  readableHighWaterMark: chunksAhead,
};

/** Input waits ready in so many buffers, so that the thread pool need not wait while the main thread fetches and hashes the next of it. */
const inputBuffers = 3;
/** Small chunks (a socket gives 16 KiB) are joined up to this: each one costs a round trip to the thread pool. */
const joinedBytes = 128 * 1024;

export interface DecompressOptions {
  /** Told, before anything is given, how the bytes are compressed. */
  readonly onDetected?: (compression: Compression) => void;
}

/**
 * Unpacks gzip and zstd, told by their first bytes, and passes plain bytes on. Several gzip members or zstd frames on end give
 * one stream. Throws `image/layer-truncated` or `image/layer-compression-broken` where the bytes cannot be unpacked, and
 * whatever `next` throws.
 */
export async function* decompress(next: NextChunk, { onDetected }: DecompressOptions = {}): AsyncGenerator<Uint8Array> {
  const input = new PeekedInput(next);
  const compression = detectCompression(await input.peek(magicBytes));
  onDetected?.(compression);
  switch (compression) {
    case 'none':
      for (let chunk = await input.next(); chunk !== undefined; chunk = await input.next()) yield chunk;
      return;
    case 'gzip':
      yield* inflate(() => input.next(), createGunzip(streamOptions));
      return;
    case 'zstd':
      yield* inflate(() => input.next(), createZstdDecompress(streamOptions), createFrameCutter());
      return;
    case 'xz':
    case 'bzip2':
      throw new ImageError(
        'image/layer-compression-broken',
        `it is compressed with ${compression}, which no image format allows`,
      );
  }
}

async function* inflate(next: NextChunk, stream: Transform, cut: CutChunk = (chunk) => [chunk]) {
  const feeder = new Feeder(next, stream, cut);
  const feeding = feeder.run();
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw feeder.sourceFailure === undefined ? toImageError(error) : feeder.sourceFailure.error;
  } finally {
    stream.destroy();
    await feeding;
  }
}

/** Cuts a chunk into the pieces in which a decompressor takes it; there is at least one. */
type CutChunk = (chunk: Uint8Array) => readonly Uint8Array[];

/** Writes input into a decompressor for as long as it takes it, in buffers that are used again. */
class Feeder {
  readonly #next: NextChunk;
  readonly #stream: Transform;
  readonly #cut: CutChunk;
  readonly #free = Array.from({ length: inputBuffers }, () => Buffer.allocUnsafeSlow(chunkBytes));
  /** What no buffer had room for of the last chunk. */
  #left: Uint8Array = new Uint8Array();
  #whenFree: (() => void) | undefined;
  sourceFailure: { readonly error: unknown } | undefined;

  constructor(next: NextChunk, stream: Transform, cut: CutChunk) {
    this.#next = next;
    this.#stream = stream;
    this.#cut = cut;
  }

  async run(): Promise<void> {
    // A decompressor that has ended takes no more and gives nothing back: `close` comes instead.
    this.#stream.on('close', () => this.#whenFree?.());
    try {
      for (let buffer = await this.#takeFree(); buffer !== undefined; buffer = await this.#takeFree()) {
        const length = await this.#fill(buffer);
        if (length === 0) {
          this.#stream.end();
          return;
        }
        if (this.#stream.destroyed) return;
        this.#write(buffer, length);
      }
    } catch (error) {
      this.sourceFailure = { error };
      this.#stream.destroy(error instanceof Error ? error : new Error('the source failed', { cause: error }));
    }
  }

  /** A buffer that is not in use, or undefined once the decompressor takes no more. */
  async #takeFree(): Promise<Buffer<ArrayBuffer> | undefined> {
    while (this.#free.length === 0 && !this.#stream.destroyed) {
      await new Promise<void>((resolve) => (this.#whenFree = resolve));
    }
    return this.#stream.destroyed || this.#stream.readableEnded ? undefined : this.#free.pop();
  }

  #write(buffer: Buffer<ArrayBuffer>, length: number): void {
    const pieces = this.#cut(buffer.subarray(0, length));
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      this.#stream.write(piece, isLast ? () => this.#giveBack(buffer) : undefined);
    }
  }

  #giveBack(buffer: Buffer<ArrayBuffer>): void {
    this.#free.push(buffer);
    this.#whenFree?.();
  }

  /** Fills a buffer with whole chunks, or with as much of one as it holds; tells how many bytes there are, 0 at the end. */
  async #fill(buffer: Buffer<ArrayBuffer>): Promise<number> {
    let length = 0;
    while (length < joinedBytes) {
      const chunk = this.#left.length > 0 ? this.#left : await this.#next();
      if (chunk === undefined) break;
      const taken = chunk.subarray(0, buffer.length - length);
      buffer.set(taken, length);
      length += taken.length;
      this.#left = chunk.subarray(taken.length);
    }
    return length;
  }
}

/** Input that can be looked at before it is taken. */
class PeekedInput {
  readonly #next: NextChunk;
  #start: Uint8Array | undefined;

  constructor(next: NextChunk) {
    this.#next = next;
  }

  /** The first `count` bytes, or all that there are, without taking them. To be asked once, first. */
  async peek(count: number): Promise<Uint8Array> {
    let start: Uint8Array = new Uint8Array();
    while (start.length < count) {
      const chunk = await this.#next();
      if (chunk === undefined) break;
      if (chunk.length >= count && start.length === 0) start = chunk;
      // A copy: the chunk may be written over by the next.
      else start = Buffer.concat([start, chunk]);
    }
    this.#start = start.length === 0 ? undefined : start;
    return start;
  }

  async next(): Promise<Uint8Array | undefined> {
    const start = this.#start;
    if (start === undefined) return await this.#next();
    this.#start = undefined;
    return start;
  }
}

function toImageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') {
    return new ImageError('image/layer-truncated', 'its compressed bytes break off', { cause: error });
  }
  if (/^(?:Z_|ZSTD_|ERR_ZLIB)/.test(code)) {
    return new ImageError('image/layer-compression-broken', `it cannot be unpacked: ${errorMessage(error)}`, {
      cause: error,
    });
  }
  return error;
}
