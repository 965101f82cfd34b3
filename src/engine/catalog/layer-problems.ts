import type { ScanProblem } from '#core/problem.ts';
import type { ComposedRecords } from './compose-records.ts';
import type { LayerAnalysis } from './layer-analysis.ts';

/**
 * The problems of all layers, each once. One with a file that no longer shows in the finished image stays on the report, but
 * nothing is missing from the packages because of it.
 */
export function layerProblems(
  analyses: readonly LayerAnalysis[],
  finished: Pick<ComposedRecords, 'isVisible'>,
): readonly ScanProblem[] {
  const distinct = new Map<string, ScanProblem>();
  for (const [layer, { problems }] of analyses.entries()) {
    for (const problem of problems) {
      const isHidden =
        problem.plugIn !== undefined && problem.path !== undefined && !finished.isVisible(layer, problem.path);
      const shown = isHidden ? { ...problem, affectsCoverage: false } : problem;
      const key = JSON.stringify([shown.code, shown.plugIn, shown.path, shown.message]);
      if (distinct.get(key)?.affectsCoverage !== true) distinct.set(key, shown);
    }
  }
  return [...distinct.values()];
}
