import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FeedFiles } from '../advisory-source.ts';

/**
 * The sha256 of a file's content, or of several files' names and contents. A size and a time would be cheaper to compare, but
 * copies made by mirror tools keep neither reliably, and hashing costs a second for each gigabyte.
 */
export async function hashFiles(files: FeedFiles['files'], signal: AbortSignal): Promise<string> {
  const hashed: { name: string; hash: string }[] = [];
  for (const { name, path } of files) {
    const sum = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal })) sum.update(chunk);
    hashed.push({ name, hash: sum.digest('hex') });
  }
  return joinHashes(hashed);
}

/** One fingerprint for several files; that of a single file is its hash. */
export function joinHashes(hashed: readonly { readonly name: string; readonly hash: string }[]): string {
  const [first, ...others] = hashed;
  if (first !== undefined && others.length === 0) return first.hash;
  return hash('sha256', hashed.map(({ name, hash: sum }) => `${name}\0${sum}`).join('\n'));
}
