import type { SeverityRating } from './severity.ts';

export type FixState = 'fixed' | 'not-fixed' | 'wont-fix' | 'unknown';

/** Whether and where a flaw is mended. `versions` is empty unless `state` is `fixed`. */
export interface Fix {
  readonly state: FixState;
  readonly versions: readonly string[];
  /** ISO time at which the fix was published, where known. */
  readonly availableSince?: string;
  /** What must be subscribed to for it: `esm`, Ubuntu Pro's extended maintenance. */
  readonly channel?: string;
  /** Why there is none, in the publisher's words: `no-dsa: minor issue`, `out of support scope`. */
  readonly reason?: string;
}

/** What a publisher says of the fix beside its ranges. `state` counts only for versions that no range names a fix for. */
export type StatedFix = Omit<Fix, 'versions' | 'channel'>;

/**
 * What an entry states of the versions that it names. `not-affected` takes them out, whatever others say of them;
 * `under-investigation` means that the publisher does not know yet, so that they count as affected with no known fix.
 */
export type AffectedStatus = 'affected' | 'not-affected' | 'under-investigation';

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
  /** Absent means `affected`. */
  readonly status?: AffectedStatus;
  readonly fix?: StatedFix;
  /**
   * What narrows the entry: `architecture`; `module`, an rpm module stream (`nodejs:18`); `cpe`, the product whose repositories
   * bring the package (`cpe:/a:redhat:enterprise_linux:9::appstream`); `channel`, what must be subscribed to for the fix (`esm`);
   * `informational`, RustSec's word for what is no flaw of its own (`unmaintained`, `unsound`, `notice`);
   * `names`, `binary` or `source`, where an entry names the other kind of package than the distro's advisories usually do.
   */
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
  /** Absent where the publisher dates nothing, as lists of fixes do. */
  readonly modified?: string;
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

/** What a register of vulnerabilities (NVD, the CVE list) says of one, whatever the package. */
export interface VulnerabilityRecord {
  readonly vulnerabilityId: string;
  readonly severities: readonly SeverityRating[];
  readonly cwes: readonly string[];
  /** ISO time. */
  readonly published?: string;
  /** True where the number was withdrawn: there is no such vulnerability. */
  readonly rejected?: boolean;
}

/** A line of releases of a product and how long it is supported. Ends are ISO days, or whether it has ended where no day is known. */
export interface ReleaseCycle {
  /** As endoflife.date names it: `debian`, `nodejs`. */
  readonly product: string;
  /** `12`, `3.19`, `22.04`. */
  readonly cycle: string;
  readonly codename?: string;
  readonly released?: string;
  readonly endOfActiveSupport?: string | boolean;
  readonly endOfLife?: string | boolean;
  /** End of what is paid for or done by volunteers: Debian LTS, Ubuntu Pro. */
  readonly endOfExtendedSupport?: string | boolean;
  readonly latest?: string;
  readonly latestReleased?: string;
}
