import type { VersionScheme } from '#engine/versions/index.ts';
import { readLines } from '../lines/read-lines.ts';

/**
 * Answers each line `A B` (split at white space) with a line `<`, `=`, `>`, or `?` where it does not hold two versions of the scheme.
 * What comes in together is answered together, and nothing is kept.
 */
export async function* compareLines(
  input: AsyncIterable<Uint8Array | string>,
  scheme: VersionScheme,
): AsyncIterable<string> {
  for await (const lines of readLines(input)) {
    yield lines.map((line) => `${compareLine(line, scheme)}\n`).join('');
  }
}

function compareLine(line: string | undefined, scheme: VersionScheme): string {
  const words = line?.trim().split(/\s+/) ?? [];
  const [a, b] = words.map((word) => scheme.parse(word));
  if (words.length !== 2 || a === undefined || b === undefined) return '?';
  const difference = scheme.compare(a, b);
  return difference < 0 ? '<' : difference > 0 ? '>' : '=';
}
