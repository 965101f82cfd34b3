import type { LayerChanges } from '#engine/image/index.ts';
import type { LayerAnalysis, LayerRecord } from './layer-analysis.ts';

/** The part of an analysis that the named catalogers (`name@version`) made. */
export function restrictAnalysis(analysis: LayerAnalysis, catalogers: readonly string[]): LayerAnalysis {
  const kept = analysis.catalogers.filter((cataloger) => catalogers.includes(cataloger));
  const names = new Set(kept.map(nameOf));
  const records = analysis.records.filter(({ cataloger }) => names.has(cataloger));
  return {
    ...analysis,
    catalogers: kept,
    records,
    changes: stillHiding(analysis, records),
    problems: analysis.problems.filter(({ plugIn }) => plugIn === undefined || names.has(plugIn)),
  };
}

/** Files that only a cataloger left out has read go on hiding what lies below them. */
function stillHiding(analysis: LayerAnalysis, kept: readonly LayerRecord[]): LayerChanges {
  const { records, changes } = analysis;
  if (kept.length === records.length) return changes;
  const paths = new Set(kept.map(({ path }) => path));
  const dropped = records.map(({ path }) => path).filter((path) => !paths.has(path));
  return dropped.length === 0
    ? changes
    : { ...changes, unwantedFiles: [...new Set([...(changes.unwantedFiles ?? []), ...dropped])] };
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

/** Both readings saw the same layer; only the directories and unwanted files kept depend on which files were wanted. */
function mergeChanges(known: LayerChanges, fresh: LayerChanges): LayerChanges {
  const directories = new Set([...(known.directories ?? []), ...(fresh.directories ?? [])]);
  const unwanted = new Set([...(known.unwantedFiles ?? []), ...(fresh.unwantedFiles ?? [])]);
  return {
    ...fresh,
    directories: [...directories].sort(),
    ...(unwanted.size > 0 && { unwantedFiles: [...unwanted].sort() }),
  };
}

/** The name in `name@version`. */
function nameOf(cataloger: string): string {
  return cataloger.slice(0, cataloger.lastIndexOf('@'));
}
