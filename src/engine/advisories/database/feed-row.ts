/** What a server said of a file, to ask it later whether the file has changed (RFC 9110 §8.8). */
export interface Validators {
  readonly url?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What is kept about a feed beside its records. */
export interface FeedRow {
  readonly name: string;
  /** Hash of the feed's files. */
  readonly fingerprint: string;
  readonly validators: Validators;
  /** ISO time. */
  readonly fetchedAt: string;
  readonly records: number;
  readonly bad: number;
  /** The first few bad records. */
  readonly badRecords: readonly { readonly name: string; readonly reason: string }[];
}
