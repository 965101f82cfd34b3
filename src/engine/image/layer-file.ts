/** A regular file met in a layer. Read it during the visit only: the bytes are gone afterwards. */
export interface LayerFile {
  /** Inside the image, no leading slash, no `.` or `..`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Unix permission bits. */
  readonly mode: number;
  /** The whole content; throws `image/file-too-large` past `limits.maxFileBytes`. */
  bytes(): Promise<Uint8Array>;
  /** The content in chunks, which are only valid until the next one. */
  stream(): AsyncIterable<Uint8Array>;
}

/** Whoever wants files of a layer. `wants` is asked for each regular file; `visit` is called, in order, for those it wants. */
export interface LayerVisitor {
  wants(path: string, size: number): boolean;
  visit(file: LayerFile): Promise<void>;
}
