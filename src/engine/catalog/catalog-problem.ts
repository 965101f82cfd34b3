import type { ScanProblem } from '#core/problem.ts';

/** A problem of this stage. It affects coverage unless said otherwise. */
export function catalogProblem(
  problem: Pick<ScanProblem, 'code' | 'message'> & Partial<Pick<ScanProblem, 'plugIn' | 'path' | 'affectsCoverage'>>,
): ScanProblem {
  return { stage: 'catalog', affectsCoverage: true, ...problem };
}
