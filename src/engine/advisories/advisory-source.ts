import type { Advisory, ExploitSignal } from '#core/advisory.ts';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';

/** Where a source's files come from: upstream's addresses, or a directory or base URL laid out the same way. */
export interface FeedOrigin {
  /** A directory, or an http(s) URL; absent means upstream itself. */
  readonly from?: string;
}

export interface FetchContext {
  readonly origin: FeedOrigin;
  /** Directory for downloads, emptied by the caller. */
  readonly temporaryDirectory: string;
  readonly fetch: typeof globalThis.fetch;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** A fetched feed: files on disk, and a fingerprint that changes when any of them does. */
export interface FetchedFeed {
  readonly kind: 'fetched';
  readonly fingerprint: string;
  readonly files: readonly { readonly name: string; readonly path: string }[];
}

export type FetchResult = FetchedFeed | { readonly kind: 'unchanged' };

/** What a feed holds: advisories, or signals about exploits; a record that cannot be read is named and counted. */
export type FeedRecord =
  | { readonly kind: 'advisory'; readonly advisory: Advisory }
  | { readonly kind: 'exploit'; readonly signal: ExploitSignal }
  | { readonly kind: 'bad'; readonly name: string; readonly reason: string };

/** A publisher of advisories or exploit signals. `parse` throws only where the feed as a whole cannot be read. */
export interface AdvisorySource {
  readonly name: string;
  readonly displayName: string;
  readonly homepage: string;
  readonly licence: string;
  fetch(previousFingerprint: string | undefined, context: FetchContext): Promise<FetchResult>;
  parse(feed: FetchedFeed, context: Pick<FetchContext, 'limits' | 'signal'>): AsyncIterable<FeedRecord>;
}
