import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { errorMessage } from '#core/errors.ts';
import { ImageError } from '../image-error.ts';
import { detectCompression, magicBytes } from './detect-compression.ts';
import { splitZstdFrames } from './split-zstd-frames.ts';

/** Gives the next chunk of bytes, or undefined at the end. */
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
  /** Input waits ready, so that the thread pool need not wait while the main thread fetches and hashes the next of it. */
  writableHighWaterMark: 3 * chunkBytes,
};

/**
 * Unpacks gzip and zstd, told by their first bytes, and passes plain bytes on. Several gzip members or zstd frames on end give
 * one stream. Throws `image/layer-truncated` or `image/layer-compression-broken` where the bytes cannot be unpacked, and
 * whatever `next` throws.
 */
export async function* decompress(next: NextChunk): AsyncGenerator<Uint8Array> {
  const input = new PeekedInput(next);
  const compression = detectCompression(await input.peek(magicBytes));
  switch (compression) {
    case 'none':
      for (let chunk = await input.next(); chunk !== undefined; chunk = await input.next()) yield chunk;
      return;
    case 'gzip':
      yield* inflate(
        () => input.next(),
        () => createGunzip(streamOptions),
      );
      return;
    case 'zstd':
      yield* inflate(
        splitZstdFrames(() => input.next()),
        () => createZstdDecompress(streamOptions),
      );
      return;
    case 'xz':
    case 'bzip2':
      throw new ImageError(
        'image/layer-compression-broken',
        `it is compressed with ${compression}, which no image format allows`,
      );
  }
}

async function* inflate(next: NextChunk, create: () => Transform) {
  const stream = create();
  const feeder = new Feeder(next, stream);
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

/** Writes input into a decompressor for as long as it takes it. */
class Feeder {
  readonly #next: NextChunk;
  readonly #stream: Transform;
  sourceFailure: { readonly error: unknown } | undefined;

  constructor(next: NextChunk, stream: Transform) {
    this.#next = next;
    this.#stream = stream;
  }

  async run(): Promise<void> {
    try {
      while (!this.#stream.destroyed && !this.#stream.readableEnded) {
        const chunk = await this.#next();
        if (chunk === undefined) {
          this.#stream.end();
          return;
        }
        if (this.#stream.destroyed) return;
        if (!this.#stream.write(chunk)) await this.#drained();
      }
    } catch (error) {
      this.sourceFailure = { error };
      this.#stream.destroy(error instanceof Error ? error : new Error('the source failed', { cause: error }));
    }
  }

  /** A decompressor that has ended takes no more and never drains: `close` comes instead. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#stream.off('drain', done).off('close', done);
        resolve();
      };
      if (this.#stream.destroyed) resolve();
      else this.#stream.on('drain', done).on('close', done);
    });
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
      start = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
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
