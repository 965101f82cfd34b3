import { baseName, parentPath } from '../tar/entry-path.ts';

/** What an entry's name says about the layers below (OCI image-spec, layer.md#whiteouts). Paths are normalised. */
export type Whiteout =
  | { readonly kind: 'removes'; readonly path: string }
  | { readonly kind: 'opaque'; readonly directory: string }
  /** Bookkeeping of AUFS, `.wh..wh.plnk` and the like. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'invalid' };

const prefix = '.wh.';
const metadataPrefix = '.wh..wh.';
const opaqueName = '.wh..wh..opq';

/** Reads a whiteout from the path of an entry, or returns undefined where it is an ordinary one. */
export function parseWhiteout(path: string): Whiteout | undefined {
  if (!path.includes(prefix)) return undefined;
  const name = baseName(path);
  if (!name.startsWith(prefix)) return undefined;
  const directory = parentPath(path);
  if (name === opaqueName) return { kind: 'opaque', directory };
  if (name.startsWith(metadataPrefix)) return { kind: 'ignored' };
  const removed = name.slice(prefix.length);
  if (removed === '' || removed === '.' || removed === '..') return { kind: 'invalid' };
  return { kind: 'removes', path: directory === '' ? removed : `${directory}/${removed}` };
}
