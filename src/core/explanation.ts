import type { Fix } from './advisory.ts';
import type { HiddenReason, Suppression } from './finding.ts';
import type { Severity, SeverityRating } from './severity.ts';

/** What one statement of an advisory says of a package, and why. */
export interface StatementExplanation {
  readonly verdict: 'holds' | 'does-not-hold' | 'undecided' | 'not-about-it';
  /** The statement in words: `introduced 0, fixed 1.2.3-1`. */
  readonly text: string;
  /** One sentence. */
  readonly reason: string;
  readonly fix?: Fix;
}

export interface AdvisoryExplanation {
  readonly advisoryId: string;
  readonly source: string;
  /** Whether its publisher makes the package. */
  readonly firstHand: boolean;
  readonly verdict: 'affected' | 'not-affected' | 'undecided' | 'not-about-it';
  readonly statements: readonly StatementExplanation[];
}

/** Why a package has a vulnerability or has it not. */
export interface PackageExplanation {
  readonly packageId: string;
  readonly name: string;
  readonly version: string;
  readonly verdict: 'affected' | 'suppressed' | 'not-affected' | 'undecided' | 'owned' | 'other-release';
  /** What decided, one sentence. */
  readonly reason: string;
  /** By what it was looked up; `scheme` is how versions are ordered. */
  readonly lookUps: readonly {
    readonly ecosystem: string;
    readonly release?: string;
    readonly name: string;
    readonly version: string;
    readonly scheme: string;
  }[];
  readonly advisories: readonly AdvisoryExplanation[];
  readonly suppressions: readonly Suppression[];
  /** Of what is affected: all ratings, the one that decides first, and how the risk score comes about of them. */
  readonly rating?: { readonly severity: Severity; readonly scores: readonly SeverityRating[]; readonly risk: string };
  readonly hidden?: HiddenReason;
}

/** Why an image has a vulnerability or has it not: each package of which anything is said, and what is said of others. */
export interface Explanation {
  readonly vulnerabilityId: string;
  /** By these it was looked for in advisories; the first is as asked. */
  readonly names: readonly string[];
  readonly packages: readonly PackageExplanation[];
  /** How many packages no advisory on the vulnerability names. */
  readonly unmentioned: number;
  /** Advisories on it that name no package of the image, with what they name, `Debian:11 curl`. */
  readonly elsewhere: readonly {
    readonly advisoryId: string;
    readonly source: string;
    readonly about: readonly string[];
  }[];
}
