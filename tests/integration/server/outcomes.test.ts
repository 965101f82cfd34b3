import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly coverage: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly outcome: string; readonly scans: number; readonly codes: readonly string[] }[];
}

let service: TestService;
let registry: FakeRegistry;
let id: string;
let settings: Readonly<Record<string, unknown>>;
const asked: string[] = [];
/** So many requests more are not answered, from the second of a run on. */
let awayFor = 0;
let repaired = false;

beforeAll(async () => {
  registry = await startFakeRegistry();
  putImage(registry, 'a/good', '1', npmImage(['a@1.0.0']));
  putImage(registry, 'a/good', '2', npmImage(['a@2.0.0']));
  putImage(registry, 'b/lost', 'gone', npmImage(['b@1.0.0']));
  putImage(registry, 'c/secret', '1', npmImage(['c@1.0.0']));
  const manifest = (bytes: unknown) => ({
    mediaType: mediaTypes.ociManifest,
    bytes: Buffer.from(JSON.stringify(bytes)),
  });
  registry.store.putManifest('d/broken', '1', manifest({ schemaVersion: 2, layers: 'none' }));
  registry.misbehave({
    on: /./,
    how: async (request, response, serve) => {
      asked.push(`${request.method} ${request.url}`);
      if (awayFor > 0 && asked.length > 1) {
        awayFor -= 1;
        return void response.destroy();
      }
      const rule = [/manifests\/gone/, /c\/secret\/tags/].findIndex((one) => one.test(request.url ?? ''));
      if (rule >= 0 && !repaired) return void response.writeHead(rule === 0 ? 404 : 403).end();
      await serve();
    },
  });
  service = await startTestService();
  settings = { name: 'R', path: registry.host, type: 'docker-v2', plainHttp: true };
  id = (await service.api.send<{ id: string }>('POST', '/registries', settings)).id;
});

afterAll(() => endAll(service, registry));

const ended = ({ state }: RunAnswer) => ['done', 'failed', 'cancelled'].includes(state);

async function scan(): Promise<RunAnswer> {
  const { id: runId } = await service.api.send<RunAnswer>('POST', `/registries/${id}/scans`);
  return await service.api.until<RunAnswer>(`/runs/${runId}`, ended);
}

describe('what became of a run', () => {
  it('is told by kind of cause, and one bad tag or repository does not stop the others', async () => {
    const run = await scan();
    expect(run).toMatchObject({ state: 'done', counts: { found: 4, scanned: 2, failed: 3 }, coverage: 40 });
    expect(new Map(run.failures.map(({ outcome, codes }) => [outcome, codes]))).toEqual(
      new Map([
        ['auth', ['registry/forbidden']],
        ['corrupt', ['image/manifest-invalid']],
        ['not-found', ['registry/not-found']],
      ]),
    );
  });

  it('is added up in the list of runs, too', async () => {
    const { items } = await service.api.get<{ items: RunAnswer[] }>(`/registries/${id}/runs`);
    expect(items).toMatchObject([{ coverage: 40 }]);
  });

  it('is tried again by kind of cause', async () => {
    repaired = true;
    const { items } = await service.api.get<{ items: RunAnswer[] }>(`/registries/${id}/runs`);
    await service.api.send('POST', `/runs/${items[0]?.id}/retry`, { outcome: 'not-found' });
    const run = await service.api.until<RunAnswer>(`/runs/${items[0]?.id}`, ended);
    expect(run).toMatchObject({ counts: { scanned: 3, failed: 2 }, coverage: 60 });
    expect(run.failures.map(({ outcome }) => outcome).sort()).toEqual(['auth', 'corrupt']);
  });

  it('is one request for each tag that names what it named', async () => {
    registry.store.repositories.delete('d/broken');
    await scan();
    asked.length = 0;
    const run = await scan();
    expect(run).toMatchObject({ counts: { scanned: 0, unchanged: 4, failed: 0 }, coverage: 100, failures: [] });
    expect(asked.filter((one) => one.includes('/manifests/'))).toHaveLength(4);
    expect(asked.filter((one) => one.includes('/blobs/'))).toEqual([]);
  });
});

describe('a repository that vanished', () => {
  it('is marked, not forgotten, and is there again when it comes back', async () => {
    const kept = registry.store.repositories.get('b/lost');
    const missing = async () => {
      const { items } = await service.api.get<{ items: { repository: string; missingSince?: string }[] }>(
        '/repositories',
      );
      return items.filter(({ missingSince }) => missingSince !== undefined).map(({ repository }) => repository);
    };
    registry.store.repositories.delete('b/lost');
    await scan();
    expect(await missing()).toEqual([`${registry.host}/b/lost`]);
    if (kept !== undefined) registry.store.repositories.set('b/lost', kept);
    await scan();
    expect(await missing()).toEqual([]);
  });
});

describe('platforms of a registry', () => {
  it('are scanned each on its own; one that an image has not leaves nothing uncovered', async () => {
    await service.api.send('PUT', `/registries/${id}`, { ...settings, platforms: ['linux/amd64', 'linux/arm64'] });
    const run = await scan();
    expect(run).toMatchObject({ counts: { found: 4, scanned: 4, failed: 4 }, coverage: 100 });
    expect(run.failures).toMatchObject([{ outcome: 'platform', scans: 4 }]);
    const refused = await service.api.call('PUT', `/registries/${id}`, { ...settings, platforms: ['arm'] });
    expect(refused.status).toBe(400);
    await service.api.send('PUT', `/registries/${id}`, { ...settings, platforms: [] });
  });
});

describe('a registry that goes away in the middle of a run', () => {
  it('is gone on with when it is back, and nothing is lost', async () => {
    asked.length = 0;
    awayFor = 5;
    expect(await scan()).toMatchObject({ state: 'done', coverage: 100, counts: { found: 4, failed: 0 } });
    expect(awayFor).toBe(0);
  });
});

describe('scans that wait', () => {
  it('are cancelled all at once; what runs goes on', async () => {
    const held = Promise.withResolvers<void>();
    registry.misbehave({
      on: /queue\/manifests/,
      times: 40,
      how: async (_request, _response, serve) => {
        await held.promise;
        await serve();
      },
    });
    const tags = Array.from({ length: 20 }, (_, index) => `t${index}`);
    for (const tag of tags) await service.api.send('POST', '/scans', { reference: `${registry.host}/queue:${tag}` });
    await service.api.until<{ queue: { running: number } }>('/status', ({ queue }) => queue.running > 0);
    const { cancelled } = await service.api.send<{ cancelled: number }>('POST', '/scans/cancel', {});
    expect(cancelled).toBeGreaterThan(0);
    const page = await service.api.get<{ items: unknown[] }>('/scans?state=cancelled&q=/queue:');
    expect(page.items).toHaveLength(cancelled);
    held.resolve();
    await service.api.until<{ queue: { queued: number; running: number } }>(
      '/status',
      ({ queue }) => queue.queued + queue.running === 0,
    );
    expect(await service.api.send('POST', '/scans/cancel', { registryId: id })).toEqual({ cancelled: 0 });
    expect((await service.api.call('POST', '/scans/cancel', { state: 'running' })).status).toBe(400);
  });
});

describe('a run that is cancelled', () => {
  it('ends with its scans, and lists no further', async () => {
    registry.misbehave({ on: /manifests/, how: () => undefined });
    putImage(registry, 'a/good', '3', npmImage(['a@3.0.0']));
    const { id: runId } = await service.api.send<RunAnswer>('POST', `/registries/${id}/scans`);
    await service.api.until<RunAnswer>(`/runs/${runId}`, ({ state }) => state !== 'queued');
    const run = await service.api.send<RunAnswer>('POST', `/runs/${runId}/cancel`);
    expect(run.state).toBe('cancelled');
    expect(await service.api.get(`/runs/${runId}`)).toMatchObject({ state: 'cancelled', counts: { queued: 0 } });
    expect((await service.api.call('POST', '/runs/none/cancel')).status).toBe(404);
  });
});
