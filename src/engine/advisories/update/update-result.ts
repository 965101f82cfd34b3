import type { AdvisoryQuery } from '../database/advisory-database.ts';

/** How far an update is, for progress displays. */
export type UpdateProgress =
  | { readonly kind: 'fetching'; readonly source: string; readonly bytes: number; readonly size?: number }
  | { readonly kind: 'loading'; readonly source: string; readonly records: number }
  | { readonly kind: 'finishing' };

/**
 * What came of one feed: `loaded` anew; `unchanged` since the last build; `kept` from the last build since it could not be
 * had; `failed` and nothing to keep. `bad` counts records that could not be read.
 */
export interface FeedOutcome {
  readonly name: string;
  readonly state: 'loaded' | 'unchanged' | 'kept' | 'failed';
  readonly records: number;
  readonly bad: number;
  /** The first few bad records, by name. */
  readonly badRecords: readonly { readonly name: string; readonly reason: string }[];
  readonly error?: string;
}

export interface UpdateResult {
  readonly path: string;
  readonly revision: number;
  /** ISO time of the build that now stands. */
  readonly builtAt: string;
  /** True where every feed was as before, so the last build stands. */
  readonly unchanged: boolean;
  readonly sources: readonly FeedOutcome[];
  /** Package names of which this build says something else than the one before it; absent where there was none to compare. */
  readonly changedKeys?: readonly AdvisoryQuery[];
  /** Files of the mirror that belong to no feed, where the mirror is a directory. */
  readonly unusedFiles: readonly string[];
}
