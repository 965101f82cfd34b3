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
import {
  createPackPaths,
  noteTooManyFiles,
  type OwnedPaths,
  packedPaths,
  withoutDirectories,
} from '../../owned-paths.ts';
import { readText } from '../../read-text.ts';
import { statedLicenses } from '../../spdx-expression.ts';
import { systemPackage } from '../../system-package.ts';
import { textLines } from '../../text-lines.ts';
import { type OpkgPackage, parseOpkg } from './parse-opkg.ts';

/** What one file says: the packages of a status or control file, or the files of the package it is named after. */
export type OpkgRecord =
  | { readonly kind: 'status' | 'control'; readonly packages: readonly OpkgPackage[] }
  | { readonly kind: 'files'; readonly paths: OwnedPaths };

/** Where OpenWrt, Yocto and builds of old keep the database. */
const homes = ['usr/lib/opkg/', 'var/lib/opkg/', 'opt/lib/opkg/'];
const maxBytes = 32 * 1024 * 1024;

/** Packages of OpenWrt and of systems built with Yocto, from opkg's database: what `opkg list-installed` lists. */
export const opkg = {
  name: 'opkg',
  version: 1,
  about: {
    title: 'OpenWrt and Yocto packages (opkg)',
    reads: ['`{usr,var,opt}/lib/opkg/status`', '`{usr,var,opt}/lib/opkg/info/*.{control,list}`'],
    gives: ['licences', 'architecture', 'source package', 'maintainer', 'files that it owns'],
  },
  wants: (path) => databaseFile(path) !== undefined,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<OpkgRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<OpkgRecord | undefined> {
  const kind = databaseFile(file.path)?.kind;
  const text = await readText(file, maxBytes, context);
  if (text === undefined || kind === undefined) return undefined;
  if (kind !== 'files') return { kind, packages: parseOpkg(text, context.problem) };
  // Newer lists have the file's mode and the target of a link behind tabs.
  const files = Array.from(textLines(text), (line) => line.split('\t', 1)[0] ?? '');
  const paths = createPackPaths()(withoutDirectories(files));
  return paths === undefined ? noteTooManyFiles(context) : { kind, paths };
}

function assemble(records: readonly PlacedRecord<OpkgRecord>[], context: AssembleContext): readonly CatalogedPackage[] {
  const distro = distroOfPackages('opkg', context.distro);
  const lists = new Map<string, OwnedPaths>();
  const controls = new Map<string, OpkgPackage>();
  for (const { path, record } of records) {
    const subject = databaseFile(path)?.subject ?? '';
    if (record.kind === 'files') lists.set(subject, record.paths);
    else if (record.kind === 'control' && record.packages[0] !== undefined) controls.set(subject, record.packages[0]);
  }
  return mergeByPurl(
    records.flatMap(({ path, record }) =>
      record.kind !== 'status'
        ? []
        : record.packages.map((one) => {
            const subject = `${databaseFile(path)?.home}${one.name}`;
            const control = controls.get(subject);
            // The status says what is installed; what else there is to say is in the control file.
            const known = control?.version === one.version ? { ...control, ...one } : one;
            return toPackage(known, { path, distro, files: lists.get(subject) });
          }),
    ),
  );
}

function toPackage(
  { name, version, architecture, license, sourceName = name, maintainer }: OpkgPackage,
  { path, distro, files }: { path: string; distro: DistroOfPackages; files: OwnedPaths | undefined },
): CatalogedPackage {
  const facts = { type: 'opkg', name, version, architecture, path } as const;
  return systemPackage(
    {
      ...facts,
      source: { name: sourceName, version },
      licenses: statedLicenses(license),
      details: { kind: 'opkg', ...(maintainer !== undefined && { maintainer }) },
      ...(files !== undefined && { files: packedPaths(files) }),
    },
    distro,
  );
}

interface DatabaseFile {
  readonly kind: OpkgRecord['kind'];
  readonly home: string;
  /** Database and package, of a file that is about one. */
  readonly subject: string;
}

function databaseFile(path: string): DatabaseFile | undefined {
  const home = homes.find((one) => path.startsWith(one));
  if (home === undefined) return undefined;
  const rest = path.slice(home.length);
  if (rest === 'status') return { kind: 'status', home, subject: home };
  const match = /^info\/([^/]{1,255})\.(control|list)$/.exec(rest);
  if (match === null) return undefined;
  return { kind: match[2] === 'list' ? 'files' : 'control', home, subject: `${home}${match[1]}` };
}
