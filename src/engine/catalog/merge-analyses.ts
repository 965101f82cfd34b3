import type { LayerChanges } from '#engine/image/index.ts';
import type { LayerAnalysis } from './layer-analysis.ts';

/** The part of an analysis that the named catalogers (`name@version`) made. */
export function restrictAnalysis(analysis: LayerAnalysis, catalogers: readonly string[]): LayerAnalysis {
  const kept = analysis.catalogers.filter((cataloger) => catalogers.includes(cataloger));
  const names = new Set(kept.map(nameOf));
  return {
    ...analysis,
    catalogers: kept,
    records: analysis.records.filter(({ cataloger }) => names.has(cataloger)),
    problems: analysis.problems.filter(({ plugIn }) => plugIn === undefined || names.has(plugIn)),
  };
}

/** Puts two analyses of one layer by different catalogers together; the later reading speaks for the layer itself. */
export function mergeAnalyses(known: LayerAnalysis, fresh: LayerAnalysis): LayerAnalysis {
  const names = new Set(known.catalogers.map(nameOf));
  const ofCatalogers = known.problems.filter(({ plugIn }) => plugIn !== undefined && names.has(plugIn));
  return {
    diffId: fresh.diffId,
    catalogers: [...known.catalogers, ...fresh.catalogers],
    records: [...known.records, ...fresh.records],
    changes: mergeChanges(known.changes, fresh.changes),
    problems: [...ofCatalogers, ...fresh.problems],
  };
}

/** Both readings saw the same layer; only the directories kept depend on which files were wanted. */
function mergeChanges(known: LayerChanges, fresh: LayerChanges): LayerChanges {
  const directories = new Set([...(known.directories ?? []), ...(fresh.directories ?? [])]);
  return { ...fresh, directories: [...directories].sort() };
}

/** The name in `name@version`. */
function nameOf(cataloger: string): string {
  return cataloger.slice(0, cataloger.lastIndexOf('@'));
}
