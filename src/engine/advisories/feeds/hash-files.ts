import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/**
 * The sha256 of a file's content, or of several files' names and contents. A size and a time would be cheaper to compare, but
 * copies made by mirror tools keep neither reliably, and hashing costs a second for each gigabyte.
 */
export async function hashFiles(paths: readonly string[], signal: AbortSignal): Promise<string> {
  const hashes: string[] = [];
  for (const path of paths) {
    const sum = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal })) sum.update(chunk);
    hashes.push(sum.digest('hex'));
  }
  const [first, ...others] = hashes;
  if (first !== undefined && others.length === 0) return first;
  return hash('sha256', paths.map((path, index) => `${path}\0${hashes[index]}`).join('\n'));
}
