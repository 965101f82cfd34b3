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
import { createPackPaths, noteTooManyFiles, type PackPaths, packedPaths } from '../../owned-paths.ts';
import { readText } from '../../read-text.ts';
import { statedLicenses } from '../../spdx-expression.ts';
import { systemPackage } from '../../system-package.ts';
import { parseContainerManifest } from './container-manifest.ts';
import { readDatabase } from './database/read-database.ts';
import { maxPackages } from './limits.ts';
import { parseRpmPackage, type RpmPackage } from './rpm-package.ts';
import { sourceOf } from './source-rpm.ts';

/** What one file says: the packages of a database, or that changes beside it are still waiting to be written to it. */
export type RpmRecord =
  | { readonly kind: 'packages'; readonly packages: readonly RpmPackage[] }
  | { readonly kind: 'write-ahead-log'; readonly bytes: number };

/** Where rpm keeps its database: of old, and since Fedora 36 and SUSE 15. */
const directories = ['var/lib/rpm/', 'usr/lib/sysimage/rpm/'];
const databaseNames = ['Packages', 'Packages.db', 'rpmdb.sqlite'];
const logName = 'rpmdb.sqlite-wal';
const databasePaths = new Set(directories.flatMap((directory) => databaseNames.map((name) => directory + name)));
/** What distroless images of Azure Linux have in place of a database. */
const manifestPath = 'var/lib/rpmmanifest/container-manifest-2';
const logPaths = new Set(directories.map((directory) => directory + logName));

/**
 * Packages of distros that use rpm, from its database in each of its formats. Where an image has several, the packages of all
 * are listed. Public keys, which rpm keeps as packages named `gpg-pubkey`, are not software and are left out.
 */
export const rpm = {
  name: 'rpm',
  version: 2,
  about: {
    title: 'rpm packages: Berkeley DB, NDB and SQLite databases, and the manifest of Azure Linux distroless',
    reads: [
      '`var/lib/rpm/{Packages,Packages.db,rpmdb.sqlite}`',
      '`usr/lib/sysimage/rpm/{Packages,Packages.db,rpmdb.sqlite}`',
      `\`${manifestPath}\``,
    ],
    gives: ['licences', 'architecture', 'source package', 'epoch', 'module label', 'vendor', 'files that it owns'],
  },
  // Empty files are wanted too: they take the place of what lower layers have there.
  wants: (path) => databasePaths.has(path) || path === manifestPath || logPaths.has(path),
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<RpmRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<RpmRecord | undefined> {
  if (logPaths.has(file.path)) {
    return file.size > logHeaderSize ? { kind: 'write-ahead-log', bytes: file.size } : undefined;
  }
  if (file.path === manifestPath) {
    const text = await readText(file, maxManifestBytes, context);
    return text === undefined
      ? undefined
      : { kind: 'packages', packages: parseContainerManifest(text, context.problem) };
  }
  const packages: RpmPackage[] = [];
  const note = (message: string) =>
    context.problem(
      'catalog/database-damaged',
      `rpm's database cannot be read in full, packages may be missing: ${message}`,
    );
  const packPaths = createPackPaths();
  let hasAllFiles = true;
  const filesOf: PackPaths = (paths) => {
    const packed = hasAllFiles ? packPaths(paths) : undefined;
    hasAllFiles = packed !== undefined;
    return packed;
  };
  for (const entry of readDatabase(await file.bytes())) {
    context.signal.throwIfAborted();
    if (packages.length >= maxPackages) {
      note(`it holds more than ${maxPackages} packages`);
      break;
    }
    const one = entry.kind === 'header' ? parseRpmPackage(entry.bytes, filesOf) : undefined;
    if (entry.kind === 'damage') note(entry.message);
    else if (one === undefined) note('an entry says no name, version or release');
    else if (one.name !== keyName) packages.push(one);
  }
  if (!hasAllFiles) noteTooManyFiles(context);
  return { kind: 'packages', packages };
}

const maxManifestBytes = 16 * 1024 * 1024;
const keyName = 'gpg-pubkey';
/** Bytes of a write-ahead log before its first change (sqlite.org/fileformat2.html, "WAL File Format"). */
const logHeaderSize = 32;

function assemble(records: readonly PlacedRecord<RpmRecord>[], context: AssembleContext): readonly CatalogedPackage[] {
  const distro = distroOfPackages('rpm', context.distro);
  const packages: CatalogedPackage[] = [];
  for (const { path, record } of records) {
    if (record.kind === 'packages') for (const one of record.packages) packages.push(toPackage(one, path, distro));
    else {
      const message = `rpm's database has changes of ${record.bytes} bytes beside it that were never written to it: packages may be missing or out of date`;
      context.problem('catalog/database-unfinished', path, message);
    }
  }
  return mergeByPurl(packages);
}

function toPackage(one: RpmPackage, path: string, distro: DistroOfPackages): CatalogedPackage {
  const { name, epoch, architecture, modularityLabel, vendor } = one;
  const facts = { type: 'rpm', name, version: `${one.version}-${one.release}`, epoch, architecture, path } as const;
  return systemPackage(
    {
      ...facts,
      source: sourceOf(one),
      licenses: statedLicenses(one.license),
      details: {
        kind: 'rpm',
        ...(epoch !== undefined && { epoch }),
        ...(modularityLabel !== undefined && { modularityLabel }),
        ...(vendor !== undefined && { vendor }),
      },
      ...(one.files !== undefined && { files: packedPaths(one.files) }),
    },
    distro,
  );
}
