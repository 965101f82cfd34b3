import { FeedFault } from '../feeds/feed-fault.ts';

/** A file in a tar archive: its bytes, or why they are not read. */
export type TarEntry =
  | { readonly name: string; readonly bytes: Buffer }
  | { readonly name: string; readonly fault: string };

interface TarLimits {
  readonly maxAdvisoryBytes: number;
  readonly maxFeedRecords: number;
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly isFile: boolean;
}

const recordBytes = 512;

/**
 * Reads the files of a tar archive of small files (POSIX ustar) as it streams in. Names longer than its header holds are of no
 * use to feeds and are given as the header has them. Throws a {@link FeedFault} where the archive is damaged or cut short.
 */
export async function* readTar(chunks: AsyncIterable<Buffer>, limits: TarLimits): AsyncGenerator<TarEntry> {
  const stream = new TarStream(chunks);
  for (let count = 0; ; count += 1) {
    const block = await stream.take(recordBytes);
    if (block === undefined) {
      if (count === 0) throw new FeedFault('is no tar archive');
      throw new FeedFault('ends without the end of a tar archive');
    }
    if (block.every((byte) => byte === 0)) return;
    if (count >= limits.maxFeedRecords) throw new FeedFault(`has over ${limits.maxFeedRecords} entries`);
    const header = readHeader(block);
    const padded = Math.ceil(header.size / recordBytes) * recordBytes;
    const isTooLarge = header.size > limits.maxAdvisoryBytes;
    const body = isTooLarge || !header.isFile ? await stream.skip(padded) : await stream.take(padded);
    if (body === undefined) throw new FeedFault(`ends within ${JSON.stringify(header.name)}`);
    if (!header.isFile) continue;
    const fault = `is ${header.size} bytes (limits.maxAdvisoryBytes is ${limits.maxAdvisoryBytes})`;
    yield isTooLarge ? { name: header.name, fault } : { name: header.name, bytes: body.subarray(0, header.size) };
  }
}

function readHeader(block: Buffer): Header {
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  if (octal(block, 148, 8) !== sum) throw new FeedFault('is damaged: a tar header has a wrong checksum');
  const size = octal(block, 124, 12);
  if (size === undefined) throw new FeedFault('is damaged: a tar header has no size');
  const prefix = block.toString('latin1', 257, 262) === 'ustar' ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  const kind = block[156];
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, isFile: kind === 0x30 || kind === 0 };
}

function text(block: Buffer, at: number, length: number): string {
  const end = block.indexOf(0, at);
  return block.toString('utf8', at, end === -1 || end > at + length ? at + length : end);
}

function octal(block: Buffer, at: number, length: number): number | undefined {
  const digits = text(block, at, length).trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** Gives bytes of a stream in the amounts that are asked for. */
class TarStream {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `length` bytes; undefined where there are fewer. */
  async take(length: number): Promise<Buffer | undefined> {
    const pieces = [this.#rest];
    let have = this.#rest.length;
    while (have < length) {
      const next = await this.#chunks.next();
      if (next.done === true) return undefined;
      pieces.push(next.value);
      have += next.value.length;
    }
    const all = pieces.length === 1 ? this.#rest : Buffer.concat(pieces);
    this.#rest = all.subarray(length);
    return all.subarray(0, length);
  }

  /** Passes over bytes without holding them. */
  async skip(length: number): Promise<Buffer | undefined> {
    let left = length;
    while (left > this.#rest.length) {
      left -= this.#rest.length;
      const next = await this.#chunks.next();
      if (next.done === true) return undefined;
      this.#rest = next.value;
    }
    this.#rest = this.#rest.subarray(left);
    return Buffer.alloc(0);
  }
}
