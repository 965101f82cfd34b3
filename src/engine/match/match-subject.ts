import type { ScanProblem } from '#core/problem.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import type { MatchSubject, PackageMatch } from './package-match.ts';

/** What matching one distinct package came to. */
export interface SubjectMatches {
  readonly matches: readonly PackageMatch[];
  readonly problems: readonly ScanProblem[];
}

/** Finds the vulnerabilities of one distinct package, one match for each. */
export function matchSubject(_subject: MatchSubject, _database: AdvisoryDatabase): SubjectMatches {
  throw new Error('not built yet');
}
