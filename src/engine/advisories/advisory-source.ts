import type { Advisory, ExploitSignal, ReleaseCycle, VulnerabilityRecord } from '#core/advisory.ts';
import type { Limits } from '#core/limits.ts';

/** A file that a source publishes. */
export interface FeedFile {
  /** Address at the publisher; absent for what only mirrors hold. */
  readonly upstream?: string;
  /** Path below the root of a mirror, segments not escaped. */
  readonly mirrorPath: string;
}

/** One or more files of a source that are fetched, kept and reported on together. */
export interface FeedLocation {
  /** How status and results call it: the source's name, or `source/part`. */
  readonly name: string;
  /** Some may be missing; where all are, so is the feed. */
  readonly files: readonly FeedFile[];
  /** True where a missing feed is no failure: a mirror need not hold every part. */
  readonly optional?: boolean;
}

/** What a source is told when it lists its feeds. */
export interface FeedListing {
  /** OSV ecosystems whose packages can be cataloged. */
  readonly knownEcosystems: readonly string[];
  /** OSV ecosystems that the operator asked for by name. */
  readonly wantedEcosystems: readonly string[];
  readonly now: Date;
  /** Reads a small text of a publisher; absent where a mirror is read. */
  readonly readUpstream?: (url: string) => Promise<string | undefined>;
  /** The mirror that is read; absent where feeds come from their publishers. */
  readonly mirror?: {
    /** A small text file of the mirror, undefined where it has none. */
    readText(path: string): Promise<string | undefined>;
    /** Names of the directories below a path; undefined where a mirror cannot tell. */
    listDirectories(path: string): Promise<readonly string[] | undefined>;
    /** Names of the files in a directory, sorted; undefined where a mirror cannot tell. */
    listFiles(path: string): Promise<readonly string[] | undefined>;
  };
}

/** A fetched feed: its name, and its files on disk; a file's `name` is its path in a mirror. */
export interface FeedFiles {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly path: string }[];
}

export interface ParseContext {
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** What a feed holds; a record that cannot be read is named and counted. */
export type FeedRecord =
  | { readonly kind: 'advisory'; readonly advisory: Advisory }
  | { readonly kind: 'exploit'; readonly signal: ExploitSignal }
  | { readonly kind: 'vulnerability'; readonly vulnerability: VulnerabilityRecord }
  | { readonly kind: 'release-cycle'; readonly cycle: ReleaseCycle }
  | { readonly kind: 'bad'; readonly name: string; readonly reason: string };

/** A publisher of advisories or exploit signals. `parse` throws only where the feed as a whole cannot be read. */
export interface AdvisorySource {
  readonly name: string;
  readonly displayName: string;
  readonly homepage: string;
  readonly licence: string;
  /**
   * True where the publisher speaks of packages that it makes itself, and not in another's export: what such a feed says of a
   * vulnerability in a package decides over what feeds without this say.
   */
  readonly firstHand?: boolean;
  feeds(listing: FeedListing): Promise<readonly FeedLocation[]>;
  /** Tells whether the packages of an ecosystem may be looked up by a feed; without it, all that its advisories name. */
  speaksFor?(feed: string, ecosystem: string): boolean;
  parse(feed: FeedFiles, context: ParseContext): AsyncIterable<FeedRecord>;
}
