import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits, type Limits } from '#core/limits.ts';
import type { AdvisorySource } from '#engine/advisories/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';

type FeedRecords = Awaited<ReturnType<typeof readFeed>>;

/** Reads a feed whose only file has these bytes; for use inside a test. */
export async function readFeed(source: AdvisorySource, bytes: Uint8Array | string, limits: Partial<Limits> = {}) {
  const path = join(temporaryDirectory(), 'feed');
  writeFileSync(path, bytes);
  const context = { limits: { ...defaultLimits, ...limits }, signal: new AbortController().signal };
  const records = [];
  for await (const record of source.parse({ name: source.name, files: [{ name: 'feed', path }] }, context))
    records.push(record);
  return records;
}

/** What kinds of record there are, in order. */
export function kindsOf(records: FeedRecords): readonly string[] {
  return records.map(({ kind }) => kind);
}
