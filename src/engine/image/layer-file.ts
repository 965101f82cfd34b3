/** What is known of a regular file of a layer before it is read. */
export interface FileHead {
  /** Inside the image, no leading slash, no `.` or `..`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Unix permission bits. */
  readonly mode: number;
  /** The first bytes, `maxHeadBytes` or as many as there are. Valid during the call or visit only. */
  readonly head: Uint8Array;
}

/** A regular file met in a layer. Read it during the visit only: the bytes are gone afterwards. */
export interface LayerFile extends FileHead {
  /** The whole content, to be looked at and not changed; throws `image/file-too-large` past `limits.maxFileBytes`. */
  bytes(): Promise<Uint8Array>;
  /** The content in chunks, which are only valid until the next one. */
  stream(): AsyncIterable<Uint8Array>;
}

/**
 * Files up to this size, in bytes, are best read whole: there is memory for one, which is used again for the next. Of larger ones `bytes` takes as much
 * memory as they have bytes.
 */
export const maxHeldBytes = 16 * 1024 * 1024;

/** How much of a file is looked at before it is known whether anyone wants it. */
export const maxHeadBytes = 512;

/**
 * Whoever wants files by what they hold. What nobody wants still hides a file of a layer below, so the paths of all files that
 * were looked into are kept with the layer: `mayHold` is what keeps them few.
 */
export interface ContentInterest {
  /** Asked for regular files that are not wanted by path. Must depend on nothing but the path. */
  mayHold(path: string): boolean;
  wants(file: FileHead): boolean;
  /**
   * Asked for a hard link, which has the content of `target`, met before: `known` where that was read for all who want the
   * link, `wanted` where the link must be read by itself.
   */
  wantsLink(path: string, target: string): 'known' | 'wanted' | 'unwanted';
}

/** Whoever wants files of a layer. `wants` is asked for each regular file; `visit` is called, in order, for those it wants. */
export interface LayerVisitor {
  wants(path: string, size: number): boolean;
  readonly content?: ContentInterest;
  visit(file: LayerFile): Promise<void>;
}
