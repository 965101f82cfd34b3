import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from '#core/limits.ts';
import type { FeedLocation } from '../advisory-source.ts';
import type { FeedRow } from '../database/feed-row.ts';
import { FeedFault } from './feed-fault.ts';
import type { FeedOrigin, FetchedFeed } from './feed-origin.ts';
import { hashFiles } from './hash-files.ts';
import { readText } from './read-text.ts';

const maxListed = 10_000;

interface OriginOptions {
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** Feeds that lie in a directory, laid out as a mirror. They are read where they are. */
export function directoryOrigin(directory: string, options: OriginOptions): FeedOrigin {
  const used = new Set<string>();
  return {
    mirror: {
      readText: async (path) => {
        used.add(path);
        const isThere = (await sizeOf(join(directory, path))) !== undefined;
        return isThere ? await readText(join(directory, path), options.limits.maxResponseBytes) : undefined;
      },
      listDirectories: (path) => entriesOf(directory, path, 'isDirectory'),
      listFiles: (path) => entriesOf(directory, path, 'isFile'),
    },
    fetch: async (location, previous) => {
      for (const { mirrorPath } of location.files) used.add(mirrorPath);
      return await fetchFrom(directory, { location, previous, options });
    },
    unusedFiles: async () => (await filesBelow(directory)).filter((path) => !used.has(path)),
  };
}

async function fetchFrom(
  directory: string,
  { location, previous, options }: { location: FeedLocation; previous: FeedRow | undefined; options: OriginOptions },
): Promise<FetchedFeed> {
  const { limits, signal } = options;
  const files: { name: string; path: string }[] = [];
  for (const { mirrorPath } of location.files) {
    const path = join(directory, mirrorPath);
    const size = await sizeOf(path);
    if (size === undefined) continue;
    if (size > limits.maxFeedBytes) {
      throw new FeedFault(`${path} is ${size} bytes (limits.maxFeedBytes is ${limits.maxFeedBytes})`);
    }
    files.push({ name: mirrorPath, path });
  }
  if (files.length === 0) {
    if (location.optional === true) return { kind: 'absent' };
    const [first] = location.files;
    throw new FeedFault(`there is no file ${join(directory, first?.mirrorPath ?? location.name)}`, { missing: true });
  }
  const fingerprint = await hashFiles(files, signal);
  if (fingerprint === previous?.fingerprint) return { kind: 'unchanged' };
  return { kind: 'fetched', files, fingerprint, validators: {} };
}

/** Paths of the files below a directory; not all of them where it holds far more than a mirror does. */
async function filesBelow(directory: string): Promise<readonly string[]> {
  const files: string[] = [];
  const directories = [''];
  for (let next = directories.shift(); next !== undefined && files.length < maxListed; next = directories.shift()) {
    const below = (name: string) => (next === '' ? name : `${next}/${name}`);
    for (const name of await entriesOf(directory, next, 'isFile')) files.push(below(name));
    for (const name of await entriesOf(directory, next, 'isDirectory')) directories.push(below(name));
  }
  return files.slice(0, maxListed).sort();
}

async function entriesOf(directory: string, path: string, kind: 'isFile' | 'isDirectory') {
  const entries = await readdir(join(directory, path), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry[kind]())
    .map((entry) => entry.name)
    .sort();
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
