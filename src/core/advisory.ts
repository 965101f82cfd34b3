import type { SeverityRating } from './severity.ts';

export type FixState = 'fixed' | 'not-fixed' | 'wont-fix' | 'unknown';

/** Whether and where a flaw is mended. `versions` is empty unless `state` is `fixed`. */
export interface Fix {
  readonly state: FixState;
  readonly versions: readonly string[];
  /** ISO time at which the fix was published, where known. */
  readonly availableSince?: string;
}

/** An event of an OSV range (ossf.github.io/osv-schema, affected[].ranges[].events). */
export type RangeEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly lastAffected: string }
  | { readonly limit: string };

export interface VersionRange {
  readonly kind: 'ecosystem' | 'semver' | 'git';
  readonly events: readonly RangeEvent[];
}

/** One package that an advisory names, and which of its versions are affected. */
export interface Affected {
  /** OSV ecosystem without its release: `Debian`, `Alpine`, `npm`. */
  readonly ecosystem: string;
  /** What follows the colon in OSV's ecosystem: `12`, `v3.9`. */
  readonly release?: string;
  readonly packageName: string;
  readonly ranges: readonly VersionRange[];
  /** Versions listed one by one; for distros these also list later releases, so ranges decide first. */
  readonly versions: readonly string[];
  readonly severities: readonly SeverityRating[];
  /** Architecture, module stream or repository that narrows the entry. */
  readonly qualifiers?: Readonly<Record<string, string>>;
}

export interface AdvisoryReference {
  readonly kind: string;
  readonly url: string;
}

/** A document that names vulnerabilities and the packages they affect. Times are ISO 8601, UTC. */
export interface Advisory {
  readonly id: string;
  /** Name of the advisory source that published it. */
  readonly source: string;
  /** Other names of the same flaw. */
  readonly aliases: readonly string[];
  /** OSV `upstream`: the flaws that this (distro) advisory is about; several where one update mends several. */
  readonly upstream: readonly string[];
  readonly related: readonly string[];
  readonly summary: string;
  readonly details?: string;
  readonly published?: string;
  readonly modified: string;
  readonly withdrawn?: string;
  readonly severities: readonly SeverityRating[];
  readonly cwes: readonly string[];
  readonly references: readonly AdvisoryReference[];
  readonly affected: readonly Affected[];
}

/** What is known about attacks on a vulnerability. */
export interface ExploitSignal {
  readonly vulnerabilityId: string;
  /** CISA's Known Exploited Vulnerabilities catalogue. Dates are ISO days. */
  readonly knownExploited?: { readonly dateAdded: string; readonly dueDate?: string; readonly ransomware: boolean };
  /** FIRST's Exploit Prediction Scoring System; both numbers are 0 to 1. */
  readonly epss?: { readonly score: number; readonly percentile: number; readonly date?: string };
  readonly publicExploits?: readonly { readonly url: string; readonly date?: string; readonly title?: string }[];
}
