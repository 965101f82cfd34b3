import type { Limits } from '#core/limits.ts';
import type { BufferPool } from './gather.ts';

/** The archive has used up what may be spent on it; the message names the limit. */
export class BudgetSpent extends Error {}

/**
 * What may be spent on one file and the archives in it, however deep: reading takes time in proportion to the size of the file, whatever
 * its headers say, even where entries lie over each other.
 */
export class ArchiveBudget implements BufferPool {
  readonly limits: Limits;
  readonly #mayUnpack: number;
  #unpacked = 0;
  #entries = 0;
  #buffered = 0;
  #isReported = false;
  #free: Buffer | undefined;

  constructor(limits: Limits, fileSize: number) {
    this.limits = limits;
    this.#mayUnpack = limits.archiveGraceBytes + limits.maxArchiveRatio * fileSize;
  }

  /** Bytes that may be held besides what is held now. */
  get room(): number {
    return this.limits.maxArchiveBufferedBytes - this.#buffered;
  }

  /** Counts bytes that were unpacked, or are read a second time. */
  unpack(bytes: number): void {
    this.#unpacked += bytes;
    this.#check();
  }

  /** Counts an entry that is read. */
  entry(): void {
    this.#entries += 1;
    this.#check();
  }

  /** Holds bytes while `work` runs. */
  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    this.#buffered += bytes;
    try {
      return await work();
    } finally {
      this.#buffered -= bytes;
    }
  }

  take(): Buffer | undefined {
    const buffer = this.#free;
    this.#free = undefined;
    return buffer;
  }

  /** Of several the largest is kept. */
  give(buffer: Buffer): void {
    if (buffer.length > (this.#free?.length ?? 0)) this.#free = buffer;
  }

  /** Lets `report` run the first time only: what is spent is met again in each archive around. */
  reportOnce(report: () => void): void {
    if (!this.#isReported) report();
    this.#isReported = true;
  }

  #check(): void {
    const { maxArchiveEntries } = this.limits;
    if (this.#entries > maxArchiveEntries) {
      throw new BudgetSpent(`more than ${maxArchiveEntries} entries of it would be read (limits.maxArchiveEntries)`);
    }
    if (this.#unpacked > this.#mayUnpack) {
      throw new BudgetSpent(
        `more than ${this.#mayUnpack} bytes of it would be unpacked (limits.archiveGraceBytes, limits.maxArchiveRatio)`,
      );
    }
  }
}
