import { expect, it } from 'vitest';
import type { RegistryClient } from '#engine/registry/index.ts';
import type { StoredScan } from '#server/store/index.ts';
import { jobContextWith } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { resolveDigest } from './resolve-digest.ts';

const [listed, now] = ['a', 'b'].map((one) => `sha256:${one.repeat(64)}`);
const reference = { registry: 'registry.example', repository: 'app', tag: '1' };

it.each<[string, Partial<StoredScan>, Partial<typeof reference>, string | undefined, unknown]>([
  ['as its run listed it', {}, {}, listed, { digest: listed, isListed: true }],
  ['as it is now, where the run did not ask', {}, {}, undefined, { digest: now, isListed: false }],
  ['as it is now, where what was listed is no digest', {}, {}, 'sha256:x', { digest: now, isListed: false }],
  ['as it is now, where the scan is tried again', { attempts: 2 }, {}, listed, { digest: now, isListed: false }],
  ['as it is now, in no run', { runId: undefined }, {}, listed, { digest: now, isListed: false }],
])('a reference is resolved %s', async (_, scan, changed, known, expected) => {
  const client = { headManifest: async () => ({ digest: now, mediaType: '', size: 1 }) };
  const context = jobContextWith<JobContext>({ store: { runTags: { digestOf: async () => known } } });
  const resolving = { client, scan: { runId: 'r', attempts: 1, ...scan }, reference: { ...reference, ...changed } };
  expect(
    await resolveDigest(
      resolving as { client: RegistryClient; scan: StoredScan; reference: typeof reference },
      context,
    ),
  ).toEqual(expected);
});
