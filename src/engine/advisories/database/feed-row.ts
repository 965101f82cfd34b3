/** What a server said of a file, to ask it later whether the file has changed (RFC 9110 §8.8). */
export interface FileValidators {
  readonly url?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What servers said of a feed's files, by their names. */
export type Validators = Readonly<Record<string, FileValidators>>;

/** What is kept about a feed beside its records. */
export interface FeedRow {
  readonly name: string;
  /** Hash of the feed's files. */
  readonly fingerprint: string;
  readonly validators: Validators;
  /** ISO time. */
  readonly fetchedAt: string;
  /** Whether it speaks of its publisher's own packages. */
  readonly firstHand: boolean;
  readonly records: number;
  readonly bad: number;
  /** The first few bad records. */
  readonly badRecords: readonly { readonly name: string; readonly reason: string }[];
}
