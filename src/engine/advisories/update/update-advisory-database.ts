import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import { AdvisoryError } from '../advisory-error.ts';
import type { AdvisorySource } from '../advisory-source.ts';

/** How far an update is, for progress displays. */
export type UpdateProgress =
  | { readonly kind: 'fetching'; readonly source: string; readonly bytes: number; readonly size?: number }
  | { readonly kind: 'loading'; readonly source: string; readonly records: number }
  | { readonly kind: 'finishing' };

export interface UpdateOptions {
  /** Where the database is, or is to be. */
  readonly path: string;
  /** A directory or http(s) URL laid out as a mirror; absent means upstream itself. */
  readonly from?: string;
  /** Own advisories: OSV `.json` files, `.zip` files of them, or directories of either. */
  readonly own?: readonly string[];
  readonly sources?: readonly AdvisorySource[];
  /** Further OSV ecosystems to fetch from upstream, besides those whose packages can be cataloged. */
  readonly ecosystems?: readonly string[];
  /** Marks the database as sample data. */
  readonly sample?: boolean;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: UpdateProgress) => void;
}

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
}

/**
 * Builds the advisory database anew and swaps it in by rename; whoever has the old one open keeps reading it. A feed that
 * cannot be had keeps its last good records. Throws an {@link AdvisoryError} where nothing at all could be loaded; the last
 * good database then stays.
 */
export async function updateAdvisoryDatabase(options: UpdateOptions): Promise<UpdateResult> {
  throw new AdvisoryError('advisories/nothing-loaded', `cannot build ${options.path}: not built yet`);
}
