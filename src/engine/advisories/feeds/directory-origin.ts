import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from '#core/limits.ts';
import { FeedFault } from './feed-fault.ts';
import type { FeedOrigin } from './feed-origin.ts';
import { hashFiles } from './hash-files.ts';
import { readText } from './read-text.ts';

/** Feeds that lie in a directory, laid out as a mirror. They are read where they are. */
export function directoryOrigin(
  directory: string,
  { limits, signal }: { readonly limits: Limits; readonly signal: AbortSignal },
): FeedOrigin {
  return {
    mirror: {
      readText: async (path) =>
        (await sizeOf(join(directory, path))) === undefined
          ? undefined
          : await readText(join(directory, path), limits.maxResponseBytes),
      listDirectories: async (path) => {
        const entries = await readdir(join(directory, path), { withFileTypes: true }).catch(() => []);
        return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
      },
    },
    fetch: async (location, previous) => {
      const path = join(directory, location.mirrorPath);
      const size = await sizeOf(path);
      if (size === undefined && location.optional === true) return { kind: 'absent' };
      if (size === undefined) throw new FeedFault(`there is no file ${path}`, { missing: true });
      if (size > limits.maxFeedBytes) {
        throw new FeedFault(`${path} is ${size} bytes (limits.maxFeedBytes is ${limits.maxFeedBytes})`);
      }
      const fingerprint = await hashFiles([path], signal);
      if (fingerprint === previous?.fingerprint) return { kind: 'unchanged' };
      return { kind: 'fetched', paths: [path], fingerprint, validators: {} };
    },
  };
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new FeedFault(`${path} is no file`);
    return found.size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error instanceof FeedFault ? error : new FeedFault(`cannot read ${path}`, { cause: error });
  }
}
