import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import type { ByteSource } from './byte-source.ts';
import { expandSparse } from './expand-sparse.ts';
import { type PaxRecords, parsePaxRecords } from './pax-records.ts';
import { readSparseFile, type SparseFile } from './read-sparse-file.ts';
import { decodeText, isZeroBlock, parseTarHeader, type TarHeader, tarBlockBytes } from './tar-header.ts';

export type TarEntryKind = 'file' | 'hardlink' | 'symlink' | 'directory' | 'special';

/** An entry of a tar. Paths and link targets are as written: see `normalizeEntryPath`. Sizes are bytes. */
export interface TarEntry {
  readonly kind: TarEntryKind;
  readonly path: string;
  readonly linkTarget: string;
  /** Of the content as `content()` gives it; 0 for all but files. */
  readonly size: number;
  readonly mode: number;
}

const noBytes = new Uint8Array();

/** Entries that only describe the next one: GNU's long names, PAX headers. */
const describingTypes: ReadonlySet<string> = new Set(['L', 'K', 'x', 'X', 'g']);

/** What header entries that describe the next entry have said so far. */
interface Pending {
  longName?: string;
  longLink?: string;
  pax?: PaxRecords;
}

/**
 * Reads a tar entry by entry, understanding ustar, PAX, GNU and v7 archives as Go's archive/tar does: container runtimes
 * unpack with that, and a scanner must see the files that they make. (So global extended headers change nothing.) It ends
 * after two zero blocks or where the bytes end between entries. Once it has thrown, it goes on throwing the same.
 */
export class TarReader {
  readonly #source: ByteSource;
  readonly #limits: Limits;
  #entries = 0;
  /** Bytes of the current entry, as stored, that are not read yet, and the padding behind them. */
  #remaining = 0;
  #padding = 0;
  #sparse: SparseFile | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(source: ByteSource, limits: Limits) {
    this.#source = source;
    this.#limits = limits;
  }

  /** The next entry, or undefined at the end. What is left of the current one's content is skipped. */
  async next(): Promise<TarEntry | undefined> {
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      return await this.#nextEntry();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /** The content of the current entry, once, in chunks that are valid until the next; holes of sparse files are zeros. */
  async *content(): AsyncGenerator<Uint8Array> {
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      if (this.#sparse !== undefined) yield* expandSparse(this.#sparse, (maxBytes) => this.#storedChunk(maxBytes));
      else while (this.#remaining > 0) yield await this.#storedChunk(this.#remaining);
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /**
   * The first bytes of the current entry's content, which stays to be read; to be asked before it is. Fewer than asked for where
   * the content is shorter, has a hole there, or breaks off. Valid until the next call.
   */
  head(maxBytes: number): Uint8Array | Promise<Uint8Array> {
    const [first] = this.#sparse?.segments ?? [{ offset: 0, length: this.#remaining }];
    const stored = first?.offset === 0 ? Math.min(first.length, this.#remaining) : 0;
    return stored === 0 ? noBytes : this.#source.peek(Math.min(maxBytes, stored));
  }

  /** Tells whether the current entry is a sparse file, whose content does not lie in one piece. */
  get isSparse(): boolean {
    return this.#sparse !== undefined;
  }

  /** Most headers lie in the chunk at hand: where they do, nothing is waited for. */
  async #nextEntry(): Promise<TarEntry | undefined> {
    const pending: Pending = {};
    for (;;) {
      const left = this.#remaining + this.#padding;
      if (left > 0) {
        const skipped = this.#source.skip(left);
        if ((skipped instanceof Promise ? await skipped : skipped) < left) throw truncated();
        this.#setStored(0);
      }
      const read = this.#source.read(tarBlockBytes);
      const block = wholeBlock(read instanceof Promise ? await read : read);
      if (block === undefined) return undefined;
      if (isZeroBlock(block)) return await this.#end();
      const header = parseTarHeader(block);
      this.#entries += 1;
      if (this.#entries > this.#limits.maxTarEntries) {
        throw new ImageError(
          'image/limit-exceeded',
          `stopped after ${this.#limits.maxTarEntries} tar entries (limits.maxTarEntries)`,
        );
      }
      this.#setStored(header.size);
      if (!describingTypes.has(header.typeFlag)) return this.#toEntry(header, pending);
      await this.#readDescription(header, pending);
    }
  }

  /** After a zero block: a second one, or the end of the bytes, ends the archive. */
  async #end(): Promise<undefined> {
    const second = wholeBlock(await this.#source.read(tarBlockBytes));
    if (second === undefined || isZeroBlock(second)) return undefined;
    throw new ImageError('image/layer-malformed', 'the tar is damaged: a single zero block stands between entries');
  }

  /** Reads an entry that only describes the next one. */
  async #readDescription({ typeFlag }: TarHeader, pending: Pending): Promise<void> {
    const bytes = await this.#metadata();
    if (typeFlag === 'L') pending.longName = upToNul(bytes);
    else if (typeFlag === 'K') pending.longLink = upToNul(bytes);
    else if (typeFlag === 'g') parsePaxRecords(bytes);
    else pending.pax = parsePaxRecords(bytes);
  }

  #toEntry(header: TarHeader, { longName, longLink, pax }: Pending): TarEntry | Promise<TarEntry> {
    const path = longName ?? pax?.sparse.name ?? pax?.path ?? header.name;
    const kind = kindOf(header.typeFlag, path);
    const { mode } = header;
    const linkTarget = longLink ?? pax?.linkPath ?? header.linkName;
    this.#sparse = undefined;
    this.#setStored(kind === 'file' ? (pax?.size ?? header.size) : 0);
    if (kind !== 'file') return { kind, path, linkTarget, size: 0, mode };
    const entry: TarEntry = { kind, path, linkTarget, size: this.#remaining, mode };
    return header.typeFlag === 'S' || pax !== undefined ? this.#toSparse(entry, { header, pax }) : entry;
  }

  async #toSparse(entry: TarEntry, headers: { header: TarHeader; pax: PaxRecords | undefined }): Promise<TarEntry> {
    this.#sparse = await readSparseFile({ ...headers, storedBytes: this.#remaining }, this.#source, this.#limits);
    if (this.#sparse === undefined) return entry;
    this.#remaining = this.#sparse.storedBytes;
    return { ...entry, size: this.#sparse.realSize };
  }

  async #metadata(): Promise<Uint8Array> {
    const size = this.#remaining;
    if (size > this.#limits.maxTarHeaderBytes) {
      throw new ImageError(
        'image/limit-exceeded',
        `a tar header of ${size} bytes is larger than limits.maxTarHeaderBytes (${this.#limits.maxTarHeaderBytes})`,
      );
    }
    const bytes = await this.#source.read(size);
    if (bytes.length < size) throw truncated();
    this.#remaining = 0;
    return bytes;
  }

  async #storedChunk(maxBytes: number): Promise<Uint8Array> {
    const chunk = await this.#source.chunk(Math.min(maxBytes, this.#remaining));
    if (chunk === undefined) throw truncated();
    this.#remaining -= chunk.length;
    return chunk;
  }

  #setStored(size: number): void {
    this.#remaining = size;
    this.#padding = (tarBlockBytes - (size % tarBlockBytes)) % tarBlockBytes;
  }
}

/** Unknown types count as files, as POSIX says; those that are no files have no content, whatever their size field says. */
function kindOf(typeFlag: string, path: string): TarEntryKind {
  switch (typeFlag) {
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
    case '3':
    case '4':
    case '6':
      return 'special';
    case '5':
      return 'directory';
    case '\0':
      return path.endsWith('/') ? 'directory' : 'file';
    default:
      return 'file';
  }
}

/** Undefined at the end of the bytes. */
function wholeBlock(block: Uint8Array): Uint8Array | undefined {
  if (block.length === 0) return undefined;
  if (block.length < tarBlockBytes) throw truncated();
  return block;
}

function upToNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end));
}

function truncated(): ImageError {
  return new ImageError('image/layer-truncated', 'the tar breaks off inside an entry');
}
