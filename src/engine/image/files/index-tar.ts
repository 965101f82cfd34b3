import type { FileHandle } from 'node:fs/promises';
import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import { normalizeEntryPath, parentPath } from '../tar/entry-path.ts';
import { TarReader } from '../tar/tar-reader.ts';
import { FileSource } from './file-source.ts';

/** Where a file of a tar lies in it. Bytes. */
export interface TarMember {
  readonly offset: number;
  readonly size: number;
}

/** Where the files of a tar are. */
export interface TarIndex {
  /** Follows links; undefined where there is no file. */
  find(path: string): TarMember | undefined;
}

/** `docker save` of old links one layer to another; more steps than this are a loop. */
const maxLinks = 8;

/** Walks the headers of an uncompressed tar once and remembers where each file lies. */
export async function indexTar(file: FileHandle, size: number, limits: Limits): Promise<TarIndex> {
  const source = new FileSource(file, size);
  const reader = new TarReader(source, limits);
  const members = new Map<string, TarMember | { readonly target: string }>();
  for (let entry = await reader.next(); entry !== undefined; entry = await reader.next()) {
    const path = normalizeEntryPath(entry.path);
    if (path === undefined) continue;
    if (entry.kind === 'file') members.set(path, memberAt(source, reader, { path, size: entry.size }));
    else if (entry.kind === 'hardlink') members.set(path, { target: entry.linkTarget });
    else if (entry.kind === 'symlink') members.set(path, { target: resolveTarget(path, entry.linkTarget) });
    else members.delete(path);
  }
  return { find: (path) => find(members, path) };
}

function memberAt(
  source: FileSource,
  reader: TarReader,
  entry: { readonly path: string; readonly size: number },
): TarMember {
  if (!reader.isSparse) return { offset: source.position, size: entry.size };
  throw new ImageError(
    'image/archive-invalid',
    `${entry.path} is stored as a sparse file: pack the archive again without --sparse`,
  );
}

function resolveTarget(path: string, target: string): string {
  return target.startsWith('/') ? target : `${parentPath(path)}/${target}`;
}

function find(
  members: ReadonlyMap<string, TarMember | { readonly target: string }>,
  path: string,
): TarMember | undefined {
  let current = normalizeEntryPath(path);
  for (let step = 0; step <= maxLinks && current !== undefined; step += 1) {
    const member = members.get(current);
    if (member === undefined || 'offset' in member) return member;
    current = normalizeEntryPath(member.target);
  }
  return undefined;
}
