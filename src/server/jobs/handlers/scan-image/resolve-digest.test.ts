import { expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import type { RegistryClient } from '#engine/registry/index.ts';
import type { StoredScan } from '#server/store/index.ts';
import { jobContextWith } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { type Resolving, resolveDigest } from './resolve-digest.ts';

const listed = `sha256:${'a'.repeat(64)}` as Digest;
const now = `sha256:${'b'.repeat(64)}` as Digest;
const reference = { registry: 'registry.example', repository: 'app', tag: '1' };

it.each<[string, Partial<StoredScan>, string | undefined, unknown]>([
  ['as its run listed it', {}, listed, { digest: listed, isListed: true }],
  ['as it is now, where the run did not ask', {}, undefined, { digest: now, isListed: false }],
  ['as it is now, where what was listed is no digest', {}, 'sha256:x', { digest: now, isListed: false }],
  ['as it is now, where the scan is tried again', { attempts: 2 }, listed, { digest: now, isListed: false }],
  ['as it is now, in no run', { runId: undefined }, listed, { digest: now, isListed: false }],
])('a reference is resolved %s', async (_, scan, known, expected) => {
  const client: Partial<RegistryClient> = { headManifest: async () => ({ digest: now, mediaType: '', size: 1 }) };
  const context = jobContextWith<JobContext>({ store: { runTags: { digestOf: async () => known } } });
  const resolving = { client, scan: { runId: 'r', attempts: 1, ...scan }, reference } as Resolving;
  expect(await resolveDigest(resolving, context)).toEqual(expected);
});
