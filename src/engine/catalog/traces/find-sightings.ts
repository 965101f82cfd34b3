import type { Sighting } from '#core/coverage.ts';
import type { Json } from '#core/json.ts';
import type { CatalogedPackage, PlacedRecord } from '../cataloger.ts';
import { createFileOwners } from '../file-owners.ts';
import { isInHome, packageHomes } from './package-homes.ts';
import { programTrace, type TraceRecord, traceReader, wasmTrace } from './trace-reader.ts';
import { type TraceRule, traceRules } from './trace-rules.ts';

const maxPaths = 10;
const maxPathLength = 400;
const rulesById = new Map(traceRules.map((rule) => [rule.id, rule]));

interface Trace {
  readonly path: string;
  readonly record: TraceRecord;
}

/**
 * What of the traces visible in the finished image is part of nothing that is known: neither installed by a system package, nor
 * found by a cataloger, nor in the folder of a package of a language.
 */
export function findSightings(
  records: readonly PlacedRecord<Json>[],
  views: readonly { readonly packages: readonly CatalogedPackage[] }[],
): readonly Sighting[] {
  if (records.length === 0) return [];
  const traces = records.map(({ path, record }): Trace => ({ path, record: record as TraceRecord }));
  const unknown = withoutKnown(traces, views);
  const groups = Map.groupBy(unknown, ({ record }) => nameOf(record.trace));
  const isFull = records.length >= traceReader.maxFiles;
  return [...groups].map(([name, found]) => toSighting(name, found, isFull)).sort(worstFirst);
}

function withoutKnown(
  traces: readonly Trace[],
  views: readonly { readonly packages: readonly CatalogedPackage[] }[],
): readonly Trace[] {
  const systems = views.map(({ packages }) => packages.filter(({ files }) => files !== undefined));
  const owners = createFileOwners()(
    systems,
    traces.map(({ path }) => path),
  );
  const programs = new Set(traces.flatMap(({ path, record }) => (record.trace === programTrace ? [path] : [])));
  const packages = views.flatMap((view) => view.packages);
  const places = new Set(packages.flatMap(({ paths }) => paths.map((path) => path.replace(/:.*$/, ''))));
  const homes = packageHomes(packages, programs);
  return traces.filter(({ path, record }) => {
    if (owners.has(path) || places.has(path) || isInHome(path, homes)) return false;
    const lockFile = rulesById.get(record.trace)?.lockFile;
    return lockFile === undefined || !hasBeside(path, lockFile, places);
  });
}

/** Looks in the folders around a file, up to two above its own. */
function hasBeside(path: string, name: string, places: ReadonlySet<string>): boolean {
  const folders = path.split('/').slice(0, -1);
  return [0, 1, 2].some((up) => places.has([...folders.slice(0, Math.max(0, folders.length - up)), name].join('/')));
}

function toSighting(name: string, found: readonly Trace[], isFull: boolean): Sighting {
  const rule = found[0] === undefined ? undefined : rulesById.get(found[0].record.trace);
  const units = new Map<string, number>();
  for (const { path, record } of found) {
    const unit = unitOf(path, rule);
    units.set(unit, Math.max(record.size, units.get(unit) ?? 0));
  }
  const largest = [...units].sort(([a, sizeOfA], [b, sizeOfB]) => sizeOfB - sizeOfA || (a < b ? -1 : 1));
  const kind = rule?.kind ?? 'program';
  return {
    kind,
    name,
    count: units.size,
    ...(isFull && { isAtLeast: true }),
    paths: largest.slice(0, maxPaths).map(([path]) => shortPath(path)),
    affectsCoverage: kind === 'package-system' || kind === 'bundle',
  };
}

function unitOf(path: string, rule: TraceRule | undefined): string {
  return rule?.unit?.exec(path)?.[0] ?? path;
}

function nameOf(trace: string): string {
  if (trace === wasmTrace) return 'WebAssembly modules';
  return rulesById.get(trace)?.name ?? 'programs that nothing names';
}

function shortPath(path: string): string {
  return path.length <= maxPathLength ? path : `${path.slice(0, maxPathLength).toWellFormed()}…`;
}

function worstFirst(a: Sighting, b: Sighting): number {
  return Number(b.affectsCoverage) - Number(a.affectsCoverage) || b.count - a.count || (a.name < b.name ? -1 : 1);
}
