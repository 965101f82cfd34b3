import { open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ImageError } from '../image-error.ts';
import type { ImageFiles } from './image-files.ts';
import { readChunks } from './read-chunks.ts';

/** The files of a directory. Symbolic links are followed only as long as they stay inside it. */
export async function openDirectory(directory: string): Promise<ImageFiles> {
  const root = await realpath(directory);
  const locate = (path: string) => locateInside(root, path);
  return {
    name: directory,
    sizeOf: async (path) => (await locate(path))?.size,
    async *stream(path, { signal }) {
      const file = await locate(path);
      if (file === undefined) throw new ImageError('image/blob-missing', `${directory} has no file ${path}`);
      const opened = await open(file.path);
      try {
        yield* readChunks(opened, { start: 0, end: file.size, signal });
      } finally {
        await opened.close();
      }
    },
    close: async () => undefined,
  };
}

/** Only regular files count: a pipe or device in a blob's place would hang or never end. */
async function locateInside(root: string, path: string): Promise<{ path: string; size: number } | undefined> {
  try {
    const real = await realpath(join(root, path));
    if (!real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) return undefined;
    const status = await stat(real);
    return status.isFile() ? { path: real, size: status.size } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(error.code));
}
