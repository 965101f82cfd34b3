import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** Beginning of the names of the directories in which the database at `path` is built. */
export function buildPrefix(path: string): string {
  return join(dirname(path), `.${basename(path)}.build-`);
}

/** Puts a finished file in the place of `path`, on disk before it is visible: a crash leaves the old file or the new one. */
export async function swapIn(built: string, path: string): Promise<void> {
  await sync(built);
  await rename(built, path);
  await sync(dirname(path));
}

/** Removes what builds that were killed left behind; a build never takes a day. */
export async function removeAbandonedBuilds(path: string, now: Date): Promise<void> {
  const prefix = basename(buildPrefix(path));
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const directory = join(dirname(path), name);
    const { mtimeMs } = await stat(directory).catch(() => ({ mtimeMs: now.getTime() }));
    if (now.getTime() - mtimeMs > abandonedAfterMs) await rm(directory, { recursive: true, force: true });
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
