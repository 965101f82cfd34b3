import type { FeedFiles, FeedListing, FeedLocation } from '../advisory-source.ts';
import type { FeedRow, Validators } from '../database/feed-row.ts';

/** What came of asking for a feed. `absent` is a missing feed that is no failure. */
export type FetchedFeed =
  | {
      readonly kind: 'fetched';
      readonly files: FeedFiles['files'];
      readonly fingerprint: string;
      readonly validators: Validators;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'absent' };

/** Where feeds come from: a directory, a mirror, or their publishers. */
export interface FeedOrigin {
  readonly mirror?: NonNullable<FeedListing['mirror']>;
  readonly readUpstream?: NonNullable<FeedListing['readUpstream']>;
  /** Fetches a feed unless it is as `previous` says; throws a `FeedFault` where it cannot be had. */
  fetch(location: FeedLocation, previous: FeedRow | undefined): Promise<FetchedFeed>;
  /** Paths of files that nobody has asked for so far, where that can be told. */
  unusedFiles?(): Promise<readonly string[]>;
}
