import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Distro } from '#core/distro.ts';
import type { Json } from '#core/json.ts';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { type CatalogedPackage, type Cataloger, mayBeProgram, type PlacedRecord } from '#engine/catalog/index.ts';
import { maxHeadBytes } from '#engine/image/index.ts';
import { sha256Of } from './build-image.ts';

/** Small, so that what is looked for in a stream lies across its seams. */
const streamChunkBytes = 4 * 1024;

/** What a cataloger made of a tree of files, taken as one layer. */
export interface CatalogedTree {
  /** Paths that it opened, in order. */
  readonly opened: readonly string[];
  readonly packages: readonly CatalogedPackage[];
  readonly problems: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}

export type FileTree = Readonly<Record<string, string | Uint8Array>>;

/** The layer that {@link runCataloger} says its files are in. */
export const onlyLayer = sha256Of('layer');

export const bookworm: Distro = {
  id: 'debian',
  versionId: '12',
  codename: 'bookworm',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  idLike: [],
  ecosystem: 'debian',
  release: '12',
};

/** Shows a cataloger a tree of files and lets it assemble what it found, under other limits where some are given. */
export async function runCataloger(
  cataloger: Cataloger,
  files: FileTree,
  distro?: Distro,
  limits: Partial<Limits> = {},
): Promise<CatalogedTree> {
  const opened: string[] = [];
  const records: PlacedRecord<Json>[] = [];
  const problems: { code: string; path: string; message: string }[] = [];
  for (const [path, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const known = { path, size: bytes.length, mode: 0o755, head: bytes.subarray(0, maxHeadBytes) };
    const isWanted = cataloger.wants(path, bytes.length) || (mayBeProgram(path) && cataloger.wantsContent?.(known));
    if (isWanted !== true) continue;
    const read = async () => {
      opened.push(path);
      return bytes;
    };
    const record = await cataloger.catalog(
      {
        ...known,
        bytes: read,
        stream: async function* () {
          const all = await read();
          for (let at = 0; at < all.length; at += streamChunkBytes) yield all.subarray(at, at + streamChunkBytes);
        },
      },
      {
        limits: { ...defaultLimits, ...limits },
        signal: new AbortController().signal,
        problem: (code, message) => problems.push({ code, path, message }),
      },
    );
    // As through a cache: what is no JSON would be lost.
    if (record !== undefined) {
      records.push({ path, layer: onlyLayer, record: JSON.parse(JSON.stringify(record)) as Json });
    }
  }
  const packages = cataloger.assemble(records, {
    distro,
    problem: (code, path, message) => problems.push({ code, path, message }),
  });
  return { opened, packages, problems };
}

/** Reads the regular files below a directory, by path relative to it, following no links. */
export function readTree(directory: string, keep: (path: string) => boolean = () => true): FileTree {
  const real = realpathSync(directory);
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter(({ parentPath }) => realpathSync(parentPath) === real + parentPath.slice(directory.length))
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  return Object.fromEntries(paths.filter(keep).map((path) => [path, readFileSync(join(directory, path))]));
}
