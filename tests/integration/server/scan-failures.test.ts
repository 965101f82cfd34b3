import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry, scanRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface Failures {
  readonly outcome: string;
  readonly scans: number;
  readonly retriable: number;
  readonly codes: readonly string[];
}

interface ScanPage {
  readonly items: readonly { readonly state: string; readonly outcome?: string; readonly code?: string }[];
}

const brokenManifest = {
  mediaType: mediaTypes.ociManifest,
  bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, layers: 'none' })),
};

let service: TestService;
let registry: FakeRegistry;
let id: string;
let isForbidden = true;
let isHeld = Promise.resolve();

beforeAll(async () => {
  registry = await startFakeRegistry();
  putImage(registry, 'a/good', '1', npmImage(['a@1.0.0']));
  putImage(registry, 'c/secret', '1', npmImage(['c@1.0.0']));
  registry.store.putManifest('d/broken', '1', brokenManifest);
  registry.store.putManifest('d/broken', '2', brokenManifest);
  registry.misbehave({
    on: /c\/secret\/tags/,
    how: async (_request, response, serve) => {
      if (isForbidden) return void response.writeHead(403).end();
      await serve();
    },
  });
  registry.misbehave({
    on: /d\/broken\/manifests/,
    how: async (_request, _response, serve) => {
      await isHeld;
      await serve();
    },
  });
  service = await startTestService();
  id = await addRegistry(service.api, registry);
});

afterAll(() => endAll(service, registry));

const failures = async (registryId = id) =>
  (await service.api.get<{ items: Failures[] }>(`/scans/failures?registryId=${registryId}`)).items;
const retry = (body: object) => service.api.send<{ queued: number }>('POST', '/scans/retry', body);
const unresolved = () => service.api.get<ScanPage>('/scans?unresolved=true');

async function scanAll(): Promise<void> {
  expect((await scanRegistry(service.api, id)).state).toBe('done');
}

/** Waits until nothing waits or runs. */
async function settled(): Promise<void> {
  await service.api.until<{ queue: { queued: number; running: number } }>(
    '/status',
    ({ queue }) => queue.queued + queue.running === 0,
  );
}

describe('what failed over all runs', () => {
  it('is told by kind of cause, each image once, with what can be tried again', async () => {
    await scanAll();
    await scanAll();
    expect(await failures()).toEqual([
      { outcome: 'corrupt', scans: 2, retriable: 2, codes: ['image/manifest-invalid'] },
      { outcome: 'auth', scans: 1, retriable: 0, codes: ['registry/forbidden'] },
    ]);
    expect(await failures('other')).toEqual([]);
    expect((await unresolved()).items).toHaveLength(3);
  });

  it('is listed by kind of cause, and by registry', async () => {
    const scans = await service.api.get<ScanPage>(`/scans?unresolved=true&outcome=auth&registryId=${id}`);
    expect(scans.items).toMatchObject([{ state: 'failed', outcome: 'auth', code: 'registry/forbidden' }]);
    expect((await service.api.get<ScanPage>('/scans?outcome=timeout')).items).toEqual([]);
    expect((await service.api.get<ScanPage>('/scans?outcome=auth&registryId=other')).items).toEqual([]);
    expect((await service.api.get<ScanPage>('/scans?outcome=auth')).items).toHaveLength(2);
  });

  it('is tried again by kind of cause; a repository that could not be listed takes another run', async () => {
    putImage(registry, 'd/broken', '1', npmImage(['d@1.0.0']));
    expect(await retry({ outcome: 'auth' })).toEqual({ queued: 0 });
    expect(await retry({ outcome: 'corrupt', registryId: 'other' })).toEqual({ queued: 0 });
    const [run] = (await service.api.get<{ items: { id: string }[] }>(`/registries/${id}/runs`)).items;
    const held = Promise.withResolvers<void>();
    isHeld = held.promise;
    expect(await retry({ outcome: 'corrupt' })).toEqual({ queued: 2 });
    expect(await service.api.get(`/runs/${run?.id}`)).toMatchObject({ state: 'scanning', counts: { queued: 2 } });
    held.resolve();
    await settled();
    await service.api.until<{ state: string }>(`/runs/${run?.id}`, ({ state }) => state === 'done');
    expect(await failures()).toMatchObject([
      { outcome: 'corrupt', scans: 1 },
      { outcome: 'auth', scans: 1 },
    ]);
    expect((await service.api.call('POST', '/scans/retry', { outcome: 'bad luck' })).status).toBe(400);
  });

  it('is made good by a scan of the same image by itself', async () => {
    putImage(registry, 'd/broken', '2', npmImage(['d@2.0.0']));
    await service.api.send('POST', '/scans', { reference: `${registry.host}/d/broken:2` });
    await settled();
    expect(await failures()).toMatchObject([{ outcome: 'auth' }]);
  });

  it('is made good by a later run that lists the repository, or does not find it any more', async () => {
    isForbidden = false;
    registry.store.putManifest('d/broken', '3', brokenManifest);
    await scanAll();
    expect(await failures()).toMatchObject([{ outcome: 'corrupt', scans: 1 }]);
    registry.store.repositories.delete('d/broken');
    await scanAll();
    expect(await failures()).toEqual([]);
    expect((await unresolved()).items).toEqual([]);
    expect((await service.api.get<ScanPage>('/scans?state=failed')).items.length).toBeGreaterThan(3);
  });

  it('is forgotten with its registry', async () => {
    registry.store.putManifest('d/broken', '1', brokenManifest);
    await scanAll();
    expect((await unresolved()).items).toHaveLength(1);
    await service.api.send('DELETE', `/registries/${id}`);
    expect((await unresolved()).items).toEqual([]);
    expect(await retry({})).toEqual({ queued: 0 });
  });
});
