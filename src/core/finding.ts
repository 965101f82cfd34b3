import type { ExploitSignal, Fix } from './advisory.ts';
import type { Digest } from './digest.ts';
import type { Severity, SeverityRating } from './severity.ts';

/** Why a package matched: which advisory, looked up by which name and version, and which of its statements decided. */
export interface MatchEvidence {
  readonly advisoryId: string;
  readonly source: string;
  readonly searchedBy: {
    readonly ecosystem: string;
    readonly release?: string;
    readonly name: string;
    readonly version: string;
  };
  /** The statement that held, in words: `introduced 0, fixed 1.2.3-1`. */
  readonly matched: string;
  readonly kind: 'range' | 'version-list';
}

/**
 * Why a finding is counted apart and not shown unless asked for: the package brings no code that runs, or the advisory names no flaw
 * (a project that nobody maintains any more).
 */
export const hiddenReasons = ['kernel-headers', 'documentation', 'informational'] as const;
export type HiddenReason = (typeof hiddenReasons)[number];

/** Why a finding does not count; the finding itself is kept. */
export interface Suppression {
  readonly by: 'vex' | 'exception';
  readonly statementId: string;
  /** The document that holds the statement, where it is of one. */
  readonly document?: string;
  readonly reason: string;
  /** Who made the exception. */
  readonly acceptedBy?: string;
  /** The last day on which the exception holds. */
  readonly expires?: string;
  /** The exception holds for as long as there is no fix. */
  readonly untilFixed?: true;
}

/** A vulnerability meeting a package in an image. */
export interface Finding {
  /** Stable across tags and scans: hash of vulnerability and package. */
  readonly id: string;
  /** The CVE where there is one, else the advisory's own id. */
  readonly vulnerabilityId: string;
  readonly aliases: readonly string[];
  readonly packageId: string;
  readonly summary: string;
  readonly severity: Severity;
  /** All ratings side by side. */
  readonly scores: readonly SeverityRating[];
  readonly fix: Fix;
  readonly published?: string;
  readonly exploit?: ExploitSignal;
  /** diffId of the layer that brought the package. */
  readonly layer: Digest;
  readonly evidence: readonly MatchEvidence[];
  /** Low where advisories on what a project released were taken for what somebody built of it; absent where they name the package. */
  readonly confidence?: 'low';
  /** Absent for what is shown. */
  readonly hidden?: HiddenReason;
  readonly suppressions: readonly Suppression[];
}
