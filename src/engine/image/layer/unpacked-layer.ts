import { createHash, type Hash } from 'node:crypto';
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
  readonly #isHashed: boolean;
  /** None where the tar is stored as it is: then its digest is that of the stored bytes. */
  #hash: Hash | undefined;
  #isUnpacked = false;
  #last: Uint8Array | undefined;
  #count = 0;
  #failure: { readonly error: unknown } | undefined;

  /** Without `isHashed` its digest is not asked for. */
  constructor(stored: StoredBytes, { limits, isHashed }: { readonly limits: Limits; readonly isHashed: boolean }) {
    this.#stored = stored;
    this.#limits = limits;
    this.#isHashed = isHashed;
    this.#chunks = decompress(() => stored.next(), {
      onDetected: (compression) => {
        this.#isUnpacked = compression !== 'none';
        if (this.#isUnpacked && isHashed) this.#hash = createHash('sha256');
      },
    });
  }

  /** What reading failed with, if it has. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** The next chunk of the tar, valid until the one after it, or undefined at its end. Throws `image/limit-exceeded` and what decompression throws. */
  async next(): Promise<Uint8Array | undefined> {
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      const { done, value } = await this.#chunks.next();
      if (this.#isUnpacked && this.#last !== undefined) giveBack(this.#last);
      this.#last = value ?? undefined;
      if (done === true) return undefined;
      this.#count += value.length;
      this.#checkLimits();
      this.#hash?.update(value);
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

  /** The digest of all that came out, or undefined where it is not hashed. To be asked once, after the end. */
  diffId(): Digest | undefined {
    if (!this.#isHashed) return undefined;
    if (this.#hash === undefined) return this.#stored.digest();
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

/**
 * Frees the memory of an unpacked chunk now. V8 does so with the next garbage collection, for which it looks through all that is alive for each 64 MB
 * of such chunks; meanwhile the next have to come from the system, which clears each page.
 */
function giveBack(chunk: Uint8Array): void {
  const { buffer, byteOffset, length } = chunk;
  // Into one that is not full the decompressor may be writing still.
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && length === buffer.byteLength) buffer.transfer(0);
}
