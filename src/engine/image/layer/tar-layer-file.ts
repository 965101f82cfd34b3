import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import type { LayerFile } from '../layer-file.ts';
import type { FileMemory } from './file-memory.ts';

const noBytes = new Uint8Array();

/** What a file that can be read during its visit is made of. */
export interface FileContent {
  readonly path: string;
  readonly size: number;
  readonly mode: number;
  readonly head: Uint8Array;
  /** The content, once. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** A file of a layer, readable until `close`. `bytes` may be asked again; `stream` only once, and not after `bytes`. */
export class TarLayerFile implements LayerFile {
  readonly path: string;
  readonly size: number;
  readonly mode: number;
  readonly head: Uint8Array;
  readonly #chunks: () => AsyncIterable<Uint8Array>;
  readonly #limits: Limits;
  readonly #memory: FileMemory;
  #bytes: Promise<Uint8Array> | undefined;
  #isRead = false;
  #tooLarge: ImageError | undefined;

  constructor(content: FileContent, { limits, memory }: { readonly limits: Limits; readonly memory: FileMemory }) {
    this.path = content.path;
    this.size = content.size;
    this.mode = content.mode;
    // The bytes that it is cut from are gone once the content is read.
    this.head = memory.keepHead(content.head);
    this.#chunks = content.chunks;
    this.#limits = limits;
    this.#memory = memory;
  }

  /** The error that `bytes` threw where the file was too large. */
  get tooLarge(): ImageError | undefined {
    return this.#tooLarge;
  }

  bytes(): Promise<Uint8Array> {
    this.#bytes ??= this.#readAll();
    return this.#bytes;
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    this.#checkSize(this.#limits.maxLayerUnpackedBytes, 'maxLayerUnpackedBytes');
    yield* this.#open();
  }

  /** Ends the visit: the bytes pass on. */
  close(): void {
    this.#isRead = true;
  }

  async #readAll(): Promise<Uint8Array> {
    this.#checkSize(this.#limits.maxFileBytes, 'maxFileBytes');
    let bytes: Uint8Array | undefined;
    let length = 0;
    for await (const chunk of this.#open()) {
      // All in one chunk, which holds until the next file is read.
      if (chunk.length === this.size) return chunk;
      bytes ??= this.#memory.take(this.size);
      bytes.set(chunk, length);
      length += chunk.length;
    }
    return bytes ?? noBytes;
  }

  #open(): AsyncIterable<Uint8Array> {
    if (this.#isRead) throw new Error(`${this.path} can be read once, and only while it is visited`);
    this.#isRead = true;
    return this.#chunks();
  }

  #checkSize(maxBytes: number, limit: keyof Limits): void {
    if (this.size <= maxBytes) return;
    this.#tooLarge = new ImageError(
      'image/file-too-large',
      `${this.path} of ${this.size} bytes is not read: it is larger than limits.${limit} (${maxBytes})`,
    );
    throw this.#tooLarge;
  }
}
