import type {
  AdvisoryDatabaseStatus,
  ExportResult,
  FeedOutcome,
  ImportResult,
  UpdateResult,
} from '#engine/advisories/index.ts';
import { countOf, describeAge } from '../lines/describe-age.ts';

const namedUnused = 20;

/** The lines that `advisories update` prints: what came of each feed, and what now stands. */
export function describeUpdate(result: UpdateResult): readonly string[] {
  const width = Math.max(...result.sources.map(({ name }) => name.length), 6);
  const stands = result.unchanged ? 'Nothing changed' : 'Built';
  return [
    ...result.sources.map((outcome) => `${outcome.name.padEnd(width)}  ${describeOutcome(outcome)}`),
    ...result.sources.flatMap(describeBadRecords),
    ...describeUnused(result.unusedFiles),
    `${stands}: revision ${result.revision} of ${result.path}, built ${result.builtAt}.${describeChanges(result)}`,
  ];
}

/** The line that `advisories export` prints. */
export function describeExport({ to, revision, builtAt, fileSize, databaseSize }: ExportResult): string {
  return `Wrote revision ${revision}, built ${builtAt}, to ${to}: ${mebibytes(fileSize)}, ${mebibytes(databaseSize)} unpacked.`;
}

/** The line that `advisories import` prints. */
export function describeImport({ path, status, previous }: ImportResult): string {
  const before = previous === undefined ? '' : ` Before: revision ${previous.revision}, built ${previous.builtAt}.`;
  return `Imported revision ${status.revision}, built ${status.builtAt}, as ${path}.${before}`;
}

function describeChanges({ changedKeys, unchanged }: UpdateResult): string {
  if (changedKeys === undefined || unchanged) return '';
  return ` It says something else than the last one of ${countOf(changedKeys.length, 'package name')}.`;
}

/** The lines that `advisories status` prints. */
export function describeStatus(status: AdvisoryDatabaseStatus, now: Date): readonly string[] {
  const width = Math.max(...status.sources.map(({ name }) => name.length), 6);
  const failures = new Map(status.failures.map(({ name, error }) => [name, error]));
  const loaded = new Set(status.sources.map(({ name }) => name));
  return [
    `Revision ${status.revision}, built ${status.builtAt} (${describeAge(status.builtAt, now)} ago), ${mebibytes(status.size)}${status.sample ? ', SAMPLE DATA' : ''}`,
    ...status.sources.map(({ name, records, fetchedAt }) => {
      const failure = failures.get(name);
      const note = failure === undefined ? '' : `; could not be had since: ${failure}`;
      return `${name.padEnd(width)}  ${String(records).padStart(8)} records  ${describeAge(fetchedAt, now)} old${note}`;
    }),
    ...status.failures
      .filter(({ name }) => !loaded.has(name))
      .map(({ name, error }) => `${name.padEnd(width)}  missing: ${error}`),
  ];
}

function describeOutcome(outcome: FeedOutcome): string {
  const records = `${outcome.records} records`;
  const bad = outcome.bad > 0 ? `, ${outcome.bad} bad` : '';
  switch (outcome.state) {
    case 'loaded':
      return `${records}${bad}`;
    case 'unchanged':
      return `${records}, unchanged`;
    case 'kept':
      return `${records} kept from the last build; could not be had: ${outcome.error ?? 'unknown cause'}`;
    case 'failed':
      return `could not be had: ${outcome.error ?? 'unknown cause'}`;
  }
}

/** A line for each directory with files that no source reads. */
function describeUnused(paths: readonly string[]): readonly string[] {
  const byDirectory = Map.groupBy(paths, (path) => path.slice(0, path.lastIndexOf('/') + 1));
  return [...byDirectory].map(([directory, files]) => {
    const names = files.map((path) => path.slice(directory.length));
    const more = names.length > namedUnused ? ` and ${names.length - namedUnused} more` : '';
    return `not used: ${directory}${directory === '' ? '' : ': '}${names.slice(0, namedUnused).join(', ')}${more}`;
  });
}

function describeBadRecords(outcome: FeedOutcome): readonly string[] {
  const more = outcome.bad - outcome.badRecords.length;
  return [
    ...outcome.badRecords.map(({ name, reason }) => `bad record ${name} of ${outcome.name}: ${reason}`),
    ...(more > 0 && outcome.badRecords.length > 0 ? [`and ${more} more bad records of ${outcome.name}`] : []),
  ];
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
