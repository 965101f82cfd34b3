import type { FindingSubject } from './rule-subject.ts';

const maxVectorLength = 400;

/**
 * The value of a base metric in the CVSS vector of a finding: `N` of `AV:N`; undefined where no rating brings a vector, or that has no such
 * metric. Ratings are most decisive first, and the first vector counts (first.org/cvss). CVSS 2 asks how often one must sign in (`Au`)
 * where later versions ask for privileges (`PR`).
 */
export function baseMetric({ scores }: FindingSubject['finding'], metric: 'AV' | 'PR' | 'UI'): string | undefined {
  const vector = scores.find((rating) => rating.vector !== undefined)?.vector;
  if (vector === undefined || vector.length > maxVectorLength) return undefined;
  const values = new Map(
    vector
      .replace(/^\(|\)$/g, '')
      .split('/')
      .map((part) => part.split(':'))
      .map(([name, value]) => [name, value] as const),
  );
  return values.get(metric) ?? (metric === 'PR' ? values.get('Au') : undefined);
}
