import type { Limits } from '#core/limits.ts';
import { FeedFault } from './feed-fault.ts';
import { JsonSplitter } from './json-splitter.ts';
import { streamUnpacked } from './read-text.ts';

/** A value of a large JSON file, or why it cannot be read; `name` is where it stands, by its keys. */
export type ParsedMember =
  | { readonly keys: readonly string[]; readonly value: unknown }
  | { readonly keys: readonly string[]; readonly fault: string };

type MemberLimits = Pick<Limits, 'maxAdvisoryBytes' | 'maxFeedUnpackedBytes' | 'maxFeedRecords'>;

/**
 * Reads the values at one place of a JSON file of any size, a few at a time; see {@link JsonSplitter} for the pattern. The file
 * may be gzip. Throws a {@link FeedFault} where it is damaged or larger than the limits.
 */
export async function* readJsonMembers(
  path: string,
  pattern: readonly string[],
  limits: MemberLimits,
): AsyncGenerator<readonly ParsedMember[]> {
  const splitter = new JsonSplitter(pattern, { maxMemberBytes: limits.maxAdvisoryBytes });
  let count = 0;
  for await (const chunk of streamUnpacked(path, limits.maxFeedUnpackedBytes)) {
    const members = splitter.push(chunk);
    count += members.length;
    if (count > limits.maxFeedRecords) throw new FeedFault(`has over ${limits.maxFeedRecords} records`);
    if (members.length > 0) yield members.map((member) => ('fault' in member ? member : parse(member)));
  }
  splitter.end();
}

function parse({ keys, text }: { readonly keys: readonly string[]; readonly text: string }): ParsedMember {
  try {
    return { keys, value: JSON.parse(text) };
  } catch {
    return { keys, fault: 'is not JSON' };
  }
}
