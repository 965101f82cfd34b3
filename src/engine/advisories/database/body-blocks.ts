import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Advisory } from '#core/advisory.ts';

/** About how many characters of JSON are compressed together: larger is smaller on disk and slower to read one from. */
const blockCharacters = 128 * 1024;

/** Gathers advisories into blocks; `flush` stores one. */
export class BodyBlocks {
  readonly #flush: (block: number, data: Uint8Array) => void;
  #block: number;
  #bodies: string[] = [];
  #characters = 0;

  constructor(firstBlock: number, flush: (block: number, data: Uint8Array) => void) {
    this.#block = firstBlock;
    this.#flush = flush;
  }

  /** Adds an advisory and says where it will be found. */
  add(advisory: Advisory): { readonly block: number; readonly slot: number } {
    const body = JSON.stringify(advisory);
    const place = { block: this.#block, slot: this.#bodies.push(body) - 1 };
    this.#characters += body.length;
    if (this.#characters >= blockCharacters) this.finish();
    return place;
  }

  /** Stores what is left. */
  finish(): void {
    if (this.#bodies.length === 0) return;
    this.#flush(this.#block, zstdCompressSync(this.#bodies.join('\n')));
    this.#block += 1;
    this.#bodies = [];
    this.#characters = 0;
  }
}

/** Reads one advisory of a block; the file is our own work, so its shape is known. */
export function readBody(data: Uint8Array, slot: number): Advisory | undefined {
  const body = zstdDecompressSync(data).toString('utf8').split('\n')[slot];
  return body === undefined ? undefined : JSON.parse(body);
}
