import type { Limits } from '#core/limits.ts';
import { FeedFault } from './feed-fault.ts';
import { readLines } from './read-text.ts';

const maxLineBytes = 1024 * 1024;

/** Reads a file of one JSON value a line, gzip or not; a line that is none is undefined. */
export async function* readJsonLines(
  path: string,
  limits: Pick<Limits, 'maxFeedUnpackedBytes' | 'maxFeedRecords'>,
): AsyncGenerator<{ readonly line: number; readonly value: unknown }> {
  let line = 0;
  for await (const lines of readLines(path, { maxBytes: limits.maxFeedUnpackedBytes, maxLineBytes })) {
    for (const text of lines) {
      line += 1;
      if (line > limits.maxFeedRecords) throw new FeedFault(`has over ${limits.maxFeedRecords} lines`);
      if (text.trim() !== '') yield { line, value: parse(text) };
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
