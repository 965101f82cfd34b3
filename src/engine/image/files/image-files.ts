import type { ReadOptions } from '../image-source.ts';

/** Files of an image that is kept as files: in a directory or in a tar. Paths are relative, with slashes. */
export interface ImageFiles {
  /** What the files are in, for people. */
  readonly name: string;
  /** Size of a regular file in bytes, or undefined where there is none at `path`. */
  sizeOf(path: string): Promise<number | undefined>;
  /** A regular file's content, in chunks that are valid until the next; throws `image/blob-missing` where there is none. */
  stream(path: string, options: ReadOptions): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
