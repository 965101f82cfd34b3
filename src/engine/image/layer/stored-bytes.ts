import { createHash, type Hash } from 'node:crypto';
import { type Digest, parseDigest } from '#core/digest.ts';
import { ImageError } from '../image-error.ts';

export interface StoredBytesOptions {
  readonly signal: AbortSignal;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * A blob's bytes as stored, counted and hashed on their way: the one place where what a source gives is held against what a
 * descriptor promised. Once reading has failed, it goes on failing the same way.
 */
export class StoredBytes {
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #expected: { readonly digest: Digest; readonly size: number };
  readonly #options: StoredBytesOptions;
  readonly #hash: Hash = createHash('sha256');
  #digest: Digest | undefined;
  #count = 0;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    expected: { readonly digest: Digest; readonly size: number },
    options: StoredBytesOptions,
  ) {
    this.#iterator = chunks[Symbol.asyncIterator]();
    this.#expected = expected;
    this.#options = options;
  }

  /** How many bytes have been read. */
  get count(): number {
    return this.#count;
  }

  /** What reading failed with, if it has: an error of the source, an abort, or `image/blob-mismatch` for too many bytes. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** The next chunk, valid until the one after it, or undefined at the end. */
  async next(): Promise<Uint8Array | undefined> {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#ended) return undefined;
    try {
      return await this.#pull();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /** Reads to the end, so that the digest is known. */
  async drain(): Promise<void> {
    while ((await this.next()) !== undefined);
  }

  /** The digest of all that came. To be asked after the end. */
  digest(): Digest | undefined {
    this.#digest ??= parseDigest(`sha256:${this.#hash.digest('hex')}`);
    return this.#digest;
  }

  /** After the end: what is wrong with the bytes, or undefined where they are what was promised. */
  mismatch(): ImageError | undefined {
    const { digest, size } = this.#expected;
    if (this.#count !== size) {
      return new ImageError(
        'image/blob-mismatch',
        `blob ${digest} has ${this.#count} bytes where its manifest says ${size}`,
      );
    }
    const actual = this.digest();
    if (actual === digest) return undefined;
    return new ImageError('image/blob-mismatch', `blob ${digest} holds other bytes: their digest is ${actual}`);
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#iterator.return?.();
  }

  async #pull(): Promise<Uint8Array | undefined> {
    this.#options.signal.throwIfAborted();
    const { done, value } = this.#ended ? { done: true, value: undefined } : await this.#iterator.next();
    if (done === true || value === undefined) {
      this.#ended = true;
      return undefined;
    }
    this.#count += value.length;
    if (this.#count > this.#expected.size) {
      throw new ImageError(
        'image/blob-mismatch',
        `blob ${this.#expected.digest} is longer than the ${this.#expected.size} bytes of its manifest`,
      );
    }
    this.#hash.update(value);
    this.#options.onBytes?.(this.#count);
    return value;
  }
}

/** Reads a small blob whole and verifies it. Throws `image/limit-exceeded` past `maxBytes`, `image/blob-mismatch`. */
export async function readVerified(
  chunks: AsyncIterable<Uint8Array>,
  expected: { readonly digest: Digest; readonly size: number },
  options: StoredBytesOptions & { readonly maxBytes: number },
): Promise<Uint8Array> {
  if (expected.size > options.maxBytes) {
    throw new ImageError(
      'image/limit-exceeded',
      `blob ${expected.digest} of ${expected.size} bytes is larger than allowed (${options.maxBytes})`,
    );
  }
  const stored = new StoredBytes(chunks, expected, options);
  try {
    const pieces: Uint8Array[] = [];
    for (let chunk = await stored.next(); chunk !== undefined; chunk = await stored.next())
      pieces.push(Uint8Array.from(chunk));
    const mismatch = stored.mismatch();
    if (mismatch !== undefined) throw mismatch;
    return Buffer.concat(pieces);
  } finally {
    await stored.close();
  }
}
