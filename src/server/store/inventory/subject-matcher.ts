import type { ScanProblem } from '#core/problem.ts';
import type { AdvisoryDatabase, VulnerabilityFacts } from '#engine/advisories/index.ts';
import type { MatchSubject, PackageMatch } from '#engine/match/index.ts';

/** What matching one distinct package came to. */
export interface SubjectResult {
  readonly matches: readonly PackageMatch[];
  /** Those that affect coverage leave the package uncovered. */
  readonly problems: readonly ScanProblem[];
}

/** What identifies a package to advisories. */
export type SubjectName = Pick<MatchSubject, 'ecosystem' | 'release' | 'name' | 'version' | 'source' | 'owner'>;

/** Matches packages with one build of the advisory database. */
export interface SubjectMatcher {
  /** When that was built: milliseconds since 1970. Builds at different places may bear the same revision. */
  readonly build: number;
  readonly revision: number;
  /** The version of this program: another one may match differently. */
  readonly program: string;
  match(subject: MatchSubject): SubjectResult;
  /** Differs where `match` may come to something else than with another build or program, facts of vulnerabilities left aside. */
  inputs(subject: SubjectName): string;
  /** What the build says of a vulnerability whatever the package. */
  facts(vulnerabilityId: string): VulnerabilityFacts;
  /** How long the build says that a release line is supported. */
  readonly endOfLife: AdvisoryDatabase['endOfLife'];
}
