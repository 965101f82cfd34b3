import { errorMessage, PlimsollError } from '#core/errors.ts';
import type { Json } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { LayerFile, LayerVisitor } from '#engine/image/index.ts';
import { catalogProblem } from './catalog-problem.ts';
import type { FileReader } from './cataloger.ts';
import { createContentInterest } from './content-interest.ts';
import type { LayerRecord } from './layer-analysis.ts';
import { limitReader } from './limit-reader.ts';
import { readTogether } from './read-together.ts';

/** Problems kept of one file, beyond which they are only counted: a broken database may have one in each entry. */
const maxProblemsOfFile = 10;

/** Collects what `readers` find in the files of one layer. */
export interface RecordCollector {
  readonly visitor: LayerVisitor;
  /** One for each reader and path; of a path that comes twice in the layer the later. A reader that named a problem has one, be it null. */
  records(): readonly LayerRecord[];
  /** Files that were read and that have no record: they hide what lies below them, as those do that nobody wanted. */
  unrecognised(): readonly string[];
  problems(): readonly ScanProblem[];
  /** False where a reader failed or a limit was met: looking again may give more, so the result is not for keeping. */
  isLasting(): boolean;
}

/** Makes a collector. A reader that throws costs the file at hand, and a problem that names both; the reading goes on. */
export function collectRecords(
  all: readonly FileReader[],
  { limits, signal }: { readonly limits: Limits; readonly signal: AbortSignal },
): RecordCollector {
  const readers = all.map(limitReader);
  const records = new Map<string, LayerRecord>();
  const unrecognised = new Set<string>();
  const problems: ScanProblem[] = [];
  let size = 0;
  let isLasting = true;

  const hasRoom = (cataloger: string, path: string, recordSize: number): boolean => {
    if (size + recordSize <= limits.maxLayerRecordBytes) {
      size += recordSize;
      return true;
    }
    const message = `what ${cataloger} found in ${path} is left out: this layer's records have reached ${limits.maxLayerRecordBytes} bytes (limits.maxLayerRecordBytes)`;
    if (isLasting)
      problems.push(catalogProblem({ code: 'catalog/too-many-records', plugIn: cataloger, path, message }));
    isLasting = false;
    return false;
  };

  const keep = (cataloger: string, path: string, record: Json): void => {
    if (!hasRoom(cataloger, path, path.length + JSON.stringify(record).length)) return;
    records.set(`${cataloger}\0${path}`, { cataloger, path, record });
  };

  const keepNothing = (cataloger: string, path: string): void => {
    records.delete(`${cataloger}\0${path}`);
    if (!unrecognised.has(path) && hasRoom(cataloger, path, path.length)) unrecognised.add(path);
  };

  const read = async (reader: FileReader, file: LayerFile): Promise<readonly ScanProblem[]> => {
    const noted = notedProblems(reader.name, file.path);
    try {
      const record = await reader.catalog(file, { limits, signal, problem: noted.add });
      const named = noted.all();
      if (record !== undefined || named.length > 0) keep(reader.name, file.path, record ?? null);
      else keepNothing(reader.name, file.path);
      return named;
    } catch (error) {
      signal.throwIfAborted();
      isLasting = false;
      const code = error instanceof PlimsollError ? error.code : 'catalog/cataloger-failed';
      const message = `cataloger ${reader.name} could not read ${file.path}: ${errorMessage(error)}`;
      keep(reader.name, file.path, null);
      return [catalogProblem({ code, plugIn: reader.name, path: file.path, message }), ...noted.all()];
    }
  };

  const visit = async (file: LayerFile): Promise<void> => {
    const wanting = readers.filter(
      (reader) => reader.wants(file.path, file.size) || reader.wantsContent?.(file) === true,
    );
    const found: (readonly ScanProblem[])[] = [];
    const reads = wanting.map((reader, index) => async (shared: LayerFile) => {
      found[index] = await read(reader, shared);
    });
    await readTogether(file, reads, limits);
    for (const named of found) problems.push(...named);
    lookers?.read(file, wanting);
  };

  const lookers = createContentInterest(readers, (from, to, names) => {
    for (const name of names) {
      const known = records.get(`${name}\0${from}`);
      if (known === undefined) keepNothing(name, to);
      else keep(name, to, known.record);
    }
  });
  return {
    visitor: {
      wants: (path, fileSize) => readers.some((reader) => reader.wants(path, fileSize)),
      ...(lookers !== undefined && { content: lookers.interest }),
      visit,
    },
    records: () => [...records.values()],
    unrecognised: () => {
      const recorded = new Set(records.values().map(({ path }) => path));
      return [...unrecognised].filter((path) => !recorded.has(path));
    },
    problems: () => problems,
    isLasting: () => isLasting,
  };
}

function notedProblems(plugIn: string, path: string) {
  const noted: ScanProblem[] = [];
  let omitted = 0;
  return {
    add: (code: string, message: string, effect?: Pick<ScanProblem, 'affectsCoverage'>): void => {
      if (noted.length < maxProblemsOfFile) noted.push(catalogProblem({ code, plugIn, path, message, ...effect }));
      else omitted += 1;
    },
    all: (): readonly ScanProblem[] => {
      const message = `${path} has ${omitted} more problems like those named`;
      return omitted === 0
        ? noted
        : [...noted, catalogProblem({ code: 'catalog/more-problems', plugIn, path, message })];
    },
  };
}
