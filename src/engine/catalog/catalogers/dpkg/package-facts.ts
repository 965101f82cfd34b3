import type { PlacedRecord } from '../../cataloger.ts';
import { type OwnedPaths, packedPaths } from '../../owned-paths.ts';
import type { DpkgRecord } from './dpkg-record.ts';
import { type Diversion, divertedFiles } from './file-lists.ts';
import type { DpkgPackage } from './parse-status.ts';
import { dpkgFile } from './record-paths.ts';

/** A package with what other files say of it. */
export interface DpkgFacts {
  readonly one: DpkgPackage;
  /** The file that lists it as installed. */
  readonly path: string;
  readonly licenses: readonly string[];
  readonly files?: Iterable<string>;
}

/** Joins what dpkg's files say, package by package. */
export function collectFacts(records: readonly PlacedRecord<DpkgRecord>[]): readonly DpkgFacts[] {
  const found: { readonly one: DpkgPackage; readonly path: string }[] = [];
  const licenses = new Map<string, readonly string[]>();
  const lists = new Map<string, OwnedPaths>();
  const diversions = new Map<string, Diversion>();
  for (const { path, record } of records) {
    const about = dpkgFile(path);
    if (record.kind === 'packages') for (const one of record.packages) found.push({ one, path });
    else if (record.kind === 'diversions') for (const one of record.diversions) diversions.set(one.from, one);
    else if (record.kind === 'files' && about?.kind === 'files') lists.set(about.subject, record.paths);
    else if (record.kind === 'licenses' && about?.kind === 'licenses' && record.licenses.length > 0) {
      licenses.set(about.subject, record.licenses);
    }
  }
  // Packages of one source share its copyright file: libgcc-s1's directory is a link to that of gcc-12-base.
  const bySource = new Map<string, readonly string[]>();
  for (const { one } of found) {
    const known = licenses.get(one.name);
    if (known !== undefined) bySource.set(sourceKey(one), known);
  }
  return found.map(({ one, path }) => {
    const list = listOf(one, path, lists);
    return {
      one,
      path,
      licenses: licenses.get(one.name) ?? bySource.get(sourceKey(one)) ?? [],
      ...(list !== undefined && { files: filesOf(list, diversions, one.name) }),
    };
  });
}

/** Packages that may be installed for several architectures at once have theirs in the list's name. */
function listOf(
  { name, architecture = '' }: DpkgPackage,
  path: string,
  lists: ReadonlyMap<string, OwnedPaths>,
): OwnedPaths | undefined {
  const part = path.slice('var/lib/dpkg/'.length);
  return part === 'status' ? (lists.get(`${name}:${architecture}`) ?? lists.get(name)) : lists.get(part);
}

function filesOf(list: OwnedPaths, diversions: ReadonlyMap<string, Diversion>, name: string): Iterable<string> {
  const files = packedPaths(list);
  if (diversions.size === 0) return files;
  return { [Symbol.iterator]: () => divertedFiles(files, diversions, name) };
}

function sourceKey(one: DpkgPackage): string {
  return one.source === undefined ? `${one.name} ${one.version}` : `${one.source.name} ${one.source.version}`;
}
