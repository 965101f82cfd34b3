import { isDigest } from '#core/digest.ts';
import { isRecord, type Json } from '#core/json.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { LayerChanges } from '#engine/image/index.ts';
import type { LayerAnalysis, LayerRecord } from './layer-analysis.ts';

/**
 * Checks that JSON read back from where analyses are kept is one; undefined where it is not. The records themselves are
 * trusted: who writes to the cache is the catalogers of the same name and version.
 */
export function parseLayerAnalysis(value: unknown): LayerAnalysis | undefined {
  if (!isRecord(value)) return undefined;
  const { diffId, catalogers, records, changes, problems } = value;
  const isAnalysis =
    typeof diffId === 'string' &&
    isDigest(diffId) &&
    isArrayOf(catalogers, isString) &&
    isArrayOf(records, isLayerRecord) &&
    isChanges(changes) &&
    isArrayOf(problems, isProblem);
  return isAnalysis ? { diffId, catalogers, records, changes, problems } : undefined;
}

const isString = (value: unknown): value is string => typeof value === 'string';

function isArrayOf<T>(value: unknown, isMember: (member: unknown) => member is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isMember);
}

function isLayerRecord(value: unknown): value is LayerRecord & { readonly record: Json } {
  return isRecord(value) && isString(value.cataloger) && isString(value.path) && value.record !== undefined;
}

function isChanges(value: unknown): value is LayerChanges {
  return (
    isRecord(value) &&
    isArrayOf(value.whiteouts, isString) &&
    isArrayOf(value.opaqueDirectories, isString) &&
    isArrayOf(value.symlinks, isPair) &&
    [value.directories, value.unwantedFiles].every((one) => one === undefined || isArrayOf(one, isString))
  );
}

function isPair(value: unknown): value is readonly [string, string] {
  return isArrayOf(value, isString) && value.length === 2;
}

function isProblem(value: unknown): value is ScanProblem {
  return (
    isRecord(value) &&
    [value.stage, value.code, value.message].every(isString) &&
    [value.plugIn, value.path].every((one) => one === undefined || isString(one)) &&
    typeof value.affectsCoverage === 'boolean'
  );
}
