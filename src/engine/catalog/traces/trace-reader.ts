import type { FileHead, LayerFile } from '#engine/image/index.ts';
import type { FileReader } from '../cataloger.ts';
import { executableFormat } from '../executables/executable-format.ts';
import { findRule } from './find-rule.ts';

/** A file that is, or may hold, software: the rule by which it is known, or `program`; bytes. */
export interface TraceRecord {
  readonly trace: string;
  readonly size: number;
  readonly [member: string]: string | number;
}

/** What stands for a program, and for a WebAssembly module, beside the ids of the rules. */
export const programTrace = 'program';
export const wasmTrace = 'wasm';

/** Sees what no cataloger may know how to read. Works like a cataloger, without packages; looks at names and first bytes, opens nothing. */
export const traceReader = {
  name: 'traces',
  version: 1,
  // A distro's image has some hundred programs; far more say no more than that there are many.
  maxFiles: 20_000,
  wants: (path, size) => findRule(path, size) !== undefined,
  wantsContent: (file) => programKind(file) !== undefined,
  catalog: async (file: LayerFile): Promise<TraceRecord | undefined> => {
    const trace = findRule(file.path, file.size)?.id ?? programKind(file);
    return trace === undefined ? undefined : { trace, size: file.size };
  },
} as const satisfies FileReader<TraceRecord>;

/** Libraries are parts of programs or of packages of a language. */
const libraryName = /\.(?:so|dll|dylib|node|pyd|ko|sys|mui|ocx|drv|efi)(?:\.[0-9.]+)?$/i;

/** Programs of Linux are those that may be executed; files from Windows have no such bit. */
function programKind({ path, mode, head }: FileHead): string | undefined {
  const format = executableFormat(head);
  if (format === undefined) return undefined;
  if (format === 'wasm') return wasmTrace;
  if (libraryName.test(path)) return undefined;
  return format === 'pe' || (mode & 0o111) !== 0 ? programTrace : undefined;
}
