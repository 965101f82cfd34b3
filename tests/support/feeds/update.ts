import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import {
  type AdvisoryDatabase,
  openAdvisoryDatabase,
  type UpdateOptions,
  type UpdateResult,
  updateAdvisoryDatabase,
} from '#engine/advisories/index.ts';
import { affectedBefore, type MirrorContent, type OsvRecord, writeMirror } from './mirror.ts';

/** Updates a database the way a test wants: from a mirror, at a set time, without logs. */
export async function updateFrom(path: string, options: Partial<UpdateOptions>): Promise<UpdateResult> {
  return updateAdvisoryDatabase({
    path,
    fetch: () => Promise.reject(new Error('this test does not use the network')),
    now: () => new Date('2026-02-03T04:05:06Z'),
    limits: defaultLimits,
    logger: silentLogger,
    signal: new AbortController().signal,
    ...options,
  });
}

/** Builds a database of what a mirror would hold, in `directory`, and opens it. */
export async function databaseOf(directory: string, content: MirrorContent): Promise<AdvisoryDatabase> {
  const from = await writeMirror(join(directory, 'mirror'), content);
  const { path } = await updateFrom(join(directory, 'advisories.sqlite'), { from });
  return openAdvisoryDatabase(path);
}

/** A record that says: everything before `fixed` is affected. */
export function record(
  id: string,
  ecosystem: string,
  name: string,
  rest: Partial<OsvRecord> & { fixed?: string } = {},
): OsvRecord {
  const { fixed, ...fields } = rest;
  return { id, affected: [affectedBefore(ecosystem, name, fixed)], ...fields };
}
