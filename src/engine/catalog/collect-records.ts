import { errorMessage, PlimsollError } from '#core/errors.ts';
import type { Json } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { LayerFile, LayerVisitor } from '#engine/image/index.ts';
import { catalogProblem } from './catalog-problem.ts';
import type { FileReader } from './cataloger.ts';
import type { LayerRecord } from './layer-analysis.ts';

/** Problems kept of one file, beyond which they are only counted: a broken database may have one in each entry. */
const maxProblemsOfFile = 10;

/** Collects what `readers` find in the files of one layer. */
export interface RecordCollector {
  readonly visitor: LayerVisitor;
  /** One for each reader and path; of a path that comes twice in the layer the later. */
  records(): readonly LayerRecord[];
  problems(): readonly ScanProblem[];
  /** False where a reader failed or a limit was met: looking again may give more, so the result is not for keeping. */
  isLasting(): boolean;
}

/** Makes a collector. A reader that throws costs the file at hand, and a problem that names both; the reading goes on. */
export function collectRecords(
  readers: readonly FileReader[],
  { limits, signal }: { readonly limits: Limits; readonly signal: AbortSignal },
): RecordCollector {
  const records = new Map<string, LayerRecord>();
  const problems: ScanProblem[] = [];
  let size = 0;
  let isLasting = true;

  const keep = (cataloger: string, path: string, record: Json): void => {
    const recordSize = path.length + JSON.stringify(record).length;
    if (size + recordSize > limits.maxLayerRecordBytes) {
      const message = `what ${cataloger} found in ${path} is left out: this layer's records have reached ${limits.maxLayerRecordBytes} bytes (limits.maxLayerRecordBytes)`;
      if (isLasting)
        problems.push(catalogProblem({ code: 'catalog/too-many-records', plugIn: cataloger, path, message }));
      isLasting = false;
      return;
    }
    size += recordSize;
    records.set(`${cataloger}\0${path}`, { cataloger, path, record });
  };

  const read = async (reader: FileReader, file: LayerFile): Promise<void> => {
    const noted = notedProblems(reader.name, file.path);
    try {
      const record = await reader.catalog(file, { limits, signal, problem: noted.add });
      keep(reader.name, file.path, record ?? null);
    } catch (error) {
      signal.throwIfAborted();
      isLasting = false;
      const code = error instanceof PlimsollError ? error.code : 'catalog/cataloger-failed';
      const message = `cataloger ${reader.name} could not read ${file.path}: ${errorMessage(error)}`;
      problems.push(catalogProblem({ code, plugIn: reader.name, path: file.path, message }));
      keep(reader.name, file.path, null);
    }
    problems.push(...noted.all());
  };

  return {
    visitor: {
      wants: (path, fileSize) => readers.some((reader) => reader.wants(path, fileSize)),
      visit: async (file) => {
        const wanting = readers.filter((reader) => reader.wants(file.path, file.size));
        const shared = wanting.length > 1 ? readOnce(file) : file;
        for (const reader of wanting) await read(reader, shared);
      },
    },
    records: () => [...records.values()],
    problems: () => problems,
    isLasting: () => isLasting,
  };
}

/** The file with its bytes kept, for several readers. */
function readOnce(file: LayerFile): LayerFile {
  let content: Promise<Uint8Array> | undefined;
  const bytes = () => {
    content ??= file.bytes();
    return content;
  };
  return {
    path: file.path,
    size: file.size,
    mode: file.mode,
    bytes,
    stream: async function* () {
      yield await bytes();
    },
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
