import { type FileHead, type LayerFile, maxHeldBytes } from '#engine/image/index.ts';
import type { CatalogContext, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { executableFormat, isPackedByUpx } from '../../executables/executable-format.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { findBuildInfo, mayHoldBuildInfo, type RawBuildInfo } from './find-build-info.ts';
import { type GoBinaryRecord, goPackages } from './go-packages.ts';
import { linkedTexts } from './linked-texts.ts';
import { isKeptToSymbols, mainVersion } from './main-version.ts';
import { type GoModule, parseBuildInfo } from './parse-build-info.ts';
import { standardLibraryVersion } from './toolchain-version.ts';

/** The modules that Go programs were built of, and the toolchain: what `go version -m` lists, for programs of any system since Go 1.13. */
export const goBinary = {
  name: 'go-binary',
  version: 4,
  about: {
    title: 'Go programs since Go 1.13',
    reads: ['programs (ELF, PE, Mach-O), known by their first bytes'],
    gives: ['modules', 'what replaces a module', 'standard library', 'who says the version of the main module'],
    limits: ['programs packed by UPX are named and not read', '16 MiB of build information'],
  },
  wants: () => false,
  wantsContent: ({ head }: FileHead) => {
    const format = executableFormat(head);
    return format !== undefined && format !== 'wasm';
  },
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<GoBinaryRecord>[]) =>
    mergeByPurl(records.flatMap(({ path, record }) => goPackages(record, path))),
} as const satisfies CatalogerPlugIn<GoBinaryRecord>;

interface Held {
  readonly path: string;
  /** Undefined where it is too large to be held, or has no symbols that are read. */
  readonly program: Uint8Array | undefined;
}

async function catalog(file: LayerFile, context: CatalogContext): Promise<GoBinaryRecord | undefined> {
  if (isPackedByUpx(file.head)) {
    const message = `${file.path} is packed by UPX: what it was built of cannot be read`;
    context.problem('catalog/executable-packed', message);
    return undefined;
  }
  const program = file.size <= maxHeldBytes ? await file.bytes() : undefined;
  if (program !== undefined && !mayHoldBuildInfo(program)) return undefined;
  const found = await findBuildInfo(program === undefined ? file : { size: file.size, stream: () => inOne(program) });
  // The symbols at its end speak of what lies before them; those of other formats are not read.
  const held = { path: file.path, program: executableFormat(file.head) === 'elf' ? program : undefined };
  return found.length === 0 ? undefined : join(found.map((one) => toRecord(one, held, context)));
}

async function* inOne(program: Uint8Array): AsyncGenerator<Uint8Array> {
  yield program;
}

function toRecord(raw: RawBuildInfo, { path, program }: Held, context: CatalogContext): GoBinaryRecord {
  const { goVersion } = raw;
  const parsed = parseBuildInfo(raw.modules ?? '');
  const main = parsed.main ?? withoutModules(parsed.program);
  const modules = main === undefined ? parsed : { ...parsed, main };
  const linked = program !== undefined && isKeptToSymbols(modules) ? linkedTexts(program) : [];
  const { version, from } = mainVersion(modules, linked);
  const standardLibrary = goVersion === undefined ? undefined : standardLibraryVersion(goVersion);
  if (standardLibrary === undefined) {
    const message = `${path} is a Go program of an unknown toolchain (${goVersion ?? 'its version cannot be read'}): its standard library is left out`;
    context.problem('catalog/go-version-unknown', message);
  }
  return {
    ...(goVersion !== undefined && { goVersion }),
    ...(modules.main !== undefined && { main: { ...modules.main, version, ...(from !== undefined && { from }) } }),
    dependencies: modules.dependencies.filter((one) => one.version !== '' || one.replacedBy !== undefined),
    ...(standardLibrary !== undefined && { standardLibrary }),
  };
}

/** Built in GOPATH's way, as some distros do, a program says no module: it is known by the path of its package. Go's own tools have no dot in it. */
function withoutModules(program: string | undefined): GoModule | undefined {
  return program !== undefined && /^[^/]*\.[^/]*\//.test(program) ? { path: program, version: '' } : undefined;
}

/** The parts of a fat file are the same program for several processors, though each may hold modules of its own. */
function join(records: readonly GoBinaryRecord[]): GoBinaryRecord | undefined {
  const [first] = records;
  if (first === undefined || records.length === 1) return first;
  const modules = new Map<string, GoModule>();
  for (const one of records.flatMap(({ dependencies }) => dependencies)) modules.set(`${one.path}@${one.version}`, one);
  return { ...first, dependencies: [...modules.values()] };
}
