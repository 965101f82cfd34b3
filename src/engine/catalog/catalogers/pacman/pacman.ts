import type { LayerFile } from '#engine/image/index.ts';
import type {
  AssembleContext,
  CatalogContext,
  CatalogedPackage,
  CatalogerPlugIn,
  PlacedRecord,
} from '../../cataloger.ts';
import { type DistroOfPackages, distroOfPackages } from '../../distro-packages.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { createPackPaths, noteTooManyFiles, type OwnedPaths, packedPaths } from '../../owned-paths.ts';
import { readText } from '../../read-text.ts';
import { shortText } from '../../short-text.ts';
import { statedLicenses } from '../../spdx-expression.ts';
import { systemPackage } from '../../system-package.ts';
import { parseSections } from './parse-sections.ts';

/** What one file of a package's directory says. */
export type PacmanRecord =
  | ({ readonly kind: 'package' } & PacmanPackage)
  | { readonly kind: 'files'; readonly paths: OwnedPaths };

type PacmanPackage = {
  readonly name: string;
  readonly version: string;
  /** What it was built from, where that is another. */
  readonly base?: string;
  readonly architecture?: string;
  readonly packager?: string;
  readonly licenses: readonly string[];
};

const home = 'var/lib/pacman/local/';
const maxBytes = 32 * 1024 * 1024;
const wanted = new Set(['NAME', 'VERSION', 'BASE', 'ARCH', 'LICENSE', 'PACKAGER', 'FILES']);
const namePattern = /^[A-Za-z0-9@_+][A-Za-z0-9@._+-]{0,254}$/;
const versionPattern = /^[A-Za-z0-9.+~:_-]{1,512}$/;
const architecturePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Packages of Arch Linux and its derivatives, from pacman's local database: what `pacman -Q` lists. */
export const pacman = {
  name: 'pacman',
  version: 1,
  about: {
    title: 'Arch Linux packages (pacman)',
    reads: ['`var/lib/pacman/local/*/desc`', '`var/lib/pacman/local/*/files`'],
    gives: ['licences', 'architecture', 'source package (base)', 'packager', 'files that it owns'],
  },
  wants: (path) => databaseFile(path) !== undefined,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<PacmanRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<PacmanRecord | undefined> {
  const text = await readText(file, maxBytes, context);
  if (text === undefined) return undefined;
  const sections = parseSections(text, wanted);
  if (databaseFile(file.path)?.kind === 'files') {
    // A directory ends with a slash.
    const files = (sections.get('FILES') ?? []).filter((path) => !path.endsWith('/'));
    const paths = createPackPaths()(files);
    return paths === undefined ? noteTooManyFiles(context) : { kind: 'files', paths };
  }
  const first = (name: string) => sections.get(name)?.[0] ?? '';
  const [name, version, base, architecture] = [first('NAME'), first('VERSION'), first('BASE'), first('ARCH')];
  if (!namePattern.test(name) || !versionPattern.test(version)) {
    context.problem('catalog/package-invalid', 'it names no package and version as pacman has them: it is left out');
    return undefined;
  }
  return {
    kind: 'package',
    name,
    version,
    ...(namePattern.test(base) && base !== name && { base }),
    ...(architecturePattern.test(architecture) && { architecture }),
    ...shortText('packager', first('PACKAGER')),
    licenses: (sections.get('LICENSE') ?? []).filter(({ length }) => length <= 256).slice(0, 100),
  };
}

function assemble(
  records: readonly PlacedRecord<PacmanRecord>[],
  context: AssembleContext,
): readonly CatalogedPackage[] {
  const distro = distroOfPackages('alpm', context.distro);
  const lists = new Map<string, OwnedPaths>();
  for (const { path, record } of records) {
    if (record.kind === 'files') lists.set(databaseFile(path)?.directory ?? '', record.paths);
  }
  return mergeByPurl(
    records.flatMap(({ path, record }) =>
      record.kind === 'package'
        ? [toPackage(record, { path, distro, files: lists.get(databaseFile(path)?.directory ?? '') })]
        : [],
    ),
  );
}

function toPackage(
  { name, version, base = name, architecture, packager, licenses }: PacmanPackage,
  { path, distro, files }: { path: string; distro: DistroOfPackages; files: OwnedPaths | undefined },
): CatalogedPackage {
  const facts = { type: 'alpm', name, version, architecture, path } as const;
  return systemPackage(
    {
      ...facts,
      source: { name: base, version },
      licenses: licenses.flatMap(statedLicenses),
      details: { kind: 'alpm', ...(packager !== undefined && { packager }) },
      ...(files !== undefined && { files: packedPaths(files) }),
    },
    distro,
  );
}

/** The package's directory, and which of its two files a path is. */
function databaseFile(path: string): { readonly directory: string; readonly kind: 'desc' | 'files' } | undefined {
  if (!path.startsWith(home)) return undefined;
  const [directory = '', kind, ...below] = path.slice(home.length).split('/');
  return below.length === 0 && (kind === 'desc' || kind === 'files') ? { directory, kind } : undefined;
}
