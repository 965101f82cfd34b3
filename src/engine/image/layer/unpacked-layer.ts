import { createHash } from 'node:crypto';
import { type Digest, parseDigest } from '#core/digest.ts';
import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import { decompress } from './decompress.ts';
import type { StoredBytes } from './stored-bytes.ts';

/** A layer's tar, hashed on its way out of its compression, under limits. Once reading has failed, it goes on failing. */
export class UnpackedLayer {
  readonly #stored: StoredBytes;
  readonly #limits: Limits;
  readonly #chunks: AsyncGenerator<Uint8Array>;
  readonly #hash = createHash('sha256');
  #count = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(stored: StoredBytes, limits: Limits) {
    this.#stored = stored;
    this.#limits = limits;
    this.#chunks = decompress(() => stored.next());
  }

  /** What reading failed with, if it has. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** The next chunk of the tar, or undefined at its end. Throws `image/limit-exceeded` and what decompression throws. */
  async next(): Promise<Uint8Array | undefined> {
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      const { done, value } = await this.#chunks.next();
      if (done === true) return undefined;
      this.#count += value.length;
      this.#checkLimits();
      this.#hash.update(value);
      return value;
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /** Reads to the end, so that the digest is known. */
  async drain(): Promise<void> {
    while ((await this.next()) !== undefined);
  }

  /** The digest of all that came out. To be asked once, after the end. */
  diffId(): Digest | undefined {
    return parseDigest(`sha256:${this.#hash.digest('hex')}`);
  }

  async close(): Promise<void> {
    await this.#chunks.return(undefined);
  }

  #checkLimits(): void {
    const { maxLayerUnpackedBytes, maxCompressionRatio, compressionRatioGraceBytes } = this.#limits;
    if (this.#count > maxLayerUnpackedBytes) {
      throw new ImageError(
        'image/limit-exceeded',
        `stopped at ${maxLayerUnpackedBytes} bytes unpacked (limits.maxLayerUnpackedBytes)`,
      );
    }
    if (this.#count > compressionRatioGraceBytes && this.#count > maxCompressionRatio * this.#stored.count) {
      throw new ImageError(
        'image/limit-exceeded',
        `stopped after ${this.#count} bytes unpacked from ${this.#stored.count}: more than ${maxCompressionRatio} for each byte (limits.maxCompressionRatio)`,
      );
    }
  }
}
