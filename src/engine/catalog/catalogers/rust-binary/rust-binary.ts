import { formatPurl } from '#core/purl.ts';
import type { FileHead, LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { executableFormat, isPackedByUpx } from '../../executables/executable-format.ts';
import { sectionsNamed } from '../../executables/sections.ts';
import { findAll, windowsOf } from '../../executables/stream-windows.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { type Crate, parseDependencies } from './parse-dependencies.ts';

/** Crates of one program. */
export type RustBinaryRecord = readonly Crate[];

const sectionName = '.dep-v0';
/** The list may stand anywhere in the file, so this much is held in memory: the largest programs in common use have half of it. */
const maxProgramBytes = 64 * 1024 * 1024;

/** A program has one list, a fat file one for each processor. */
const maxLists = 8;

/** The crates that Rust programs were built of, where cargo-auditable put their list into the program. */
export const rustBinary = {
  name: 'rust-binary',
  version: 1,
  about: {
    title: 'Rust programs built with cargo-auditable',
    reads: ['programs (ELF, PE, Mach-O, WebAssembly), known by their first bytes'],
    gives: ['crates that are part of the program', 'where a crate was taken from'],
    limits: ['programs of up to 64 MiB', 'crates that only the build needed are left out'],
  },
  wants: () => false,
  wantsContent: ({ head }: FileHead) => executableFormat(head) !== undefined && !isPackedByUpx(head),
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<RustBinaryRecord>[]) =>
    mergeByPurl(
      records.flatMap(({ path, record }) =>
        record.filter(({ kind }) => kind === 'runtime').map((crate) => toPackage(crate, path)),
      ),
    ),
} as const satisfies CatalogerPlugIn<RustBinaryRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<RustBinaryRecord | undefined> {
  const problem = (code: string, message: string) => context.problem(code, `${file.path}: ${message}`);
  if (file.size > maxProgramBytes) {
    if (await holds(file, Buffer.from(`${sectionName}\0`))) {
      const message = `it has a list of crates, and ${file.size} bytes, more than the ${maxProgramBytes} that are read: its crates are left out`;
      problem('catalog/program-too-large', message);
    }
    return undefined;
  }
  const sections = sectionsNamed(await file.bytes(), sectionName).slice(0, maxLists);
  const crates = sections.flatMap((section) => parseDependencies(section, problem) ?? []);
  return crates.length === 0 ? undefined : crates;
}

async function holds(file: LayerFile, text: Uint8Array): Promise<boolean> {
  for await (const window of windowsOf(file.stream())) {
    if (findAll(window, text).next().done !== true) return true;
  }
  return false;
}

function toPackage(crate: Crate, path: string): CatalogedPackage {
  const { name, version, source, root } = crate;
  return {
    purl: formatPurl({ type: 'cargo', name, version }),
    type: 'cargo',
    ecosystem: 'cargo',
    name,
    version,
    licenses: [],
    details: { kind: 'cargo', source, ...(root === true && { root }) },
    paths: [path],
  };
}
