import { formatPurl } from '#core/purl.ts';
import { type FileHead, type LayerFile, maxHeldBytes } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { executableFormat, isPackedByUpx } from '../../executables/executable-format.ts';
import { sectionsNamed } from '../../executables/sections.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { findLists } from './find-lists.ts';
import { type Crate, parseDependencies } from './parse-dependencies.ts';

/** Crates of one program. */
export type RustBinaryRecord = readonly Crate[];

const sectionName = '.dep-v0';
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
    limits: ['crates that only the build needed are left out'],
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
  const lists = await listsOf(file, problem);
  const crates = lists.flatMap((list) => parseDependencies(list, problem) ?? []);
  return crates.length === 0 ? undefined : crates;
}

async function listsOf(file: LayerFile, problem: CatalogContext['problem']): Promise<readonly Uint8Array[]> {
  // In larger ones the list is looked for as they pass by.
  if (file.size <= maxHeldBytes) return sectionsNamed(await file.bytes(), sectionName).slice(0, maxLists);
  const { lists, isWhole } = await findLists(file);
  if (!isWhole) {
    const message = 'too much of it looks like a list of crates, of which it has one: crates may be missing';
    problem('catalog/crates-unreadable', message);
  }
  return lists;
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
