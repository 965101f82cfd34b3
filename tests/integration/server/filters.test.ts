import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmLayer, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly dryRun: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly summary?: {
    readonly kept: Readonly<Record<string, number>>;
    readonly dropped: readonly { readonly rule: string; readonly tags: number; readonly samples: readonly string[] }[];
  };
}

let service: TestService;
let registry: FakeRegistry;
let id: string;
const asked: string[] = [];
const dayMs = 24 * 60 * 60 * 1000;
const startedMs = Date.now();
const aged = (days: number) =>
  buildImage({
    layers: [npmLayer(`a@1.0.${days}`)],
    config: { created: new Date(startedMs - days * dayMs).toISOString() },
  });

beforeAll(async () => {
  registry = await startFakeRegistry();
  for (const days of [1, 2, 3, 4, 5, 6, 200]) putImage(registry, 'team/app', `v${days}`, aged(days));
  putImage(registry, 'team/app', 'latest', aged(1));
  putImage(registry, 'team/app', `sha256-${'0'.repeat(64)}.sig`, aged(1));
  putImage(registry, 'team/tool', 'dev', aged(7));
  registry.misbehave({
    on: /./,
    how: async (request, _response, serve) => {
      asked.push(`${request.method} ${request.url}`);
      await serve();
    },
  });
  service = await startTestService();
  id = await addRegistry(service.api, registry);
});

afterAll(() => endAll(service, registry));

async function runOf(path: string, body?: unknown): Promise<RunAnswer> {
  const started = await service.api.send<RunAnswer>('POST', `/registries/${id}/${path}`, body);
  return await service.api.until<RunAnswer>(
    `/runs/${started.id}`,
    ({ state }) => state === 'done' || state === 'failed',
  );
}

describe('a dry run', () => {
  it('says what would be scanned and which rule drops the rest, and reads no layer', async () => {
    asked.length = 0;
    const run = await runOf('dry-runs', {});
    expect(run).toMatchObject({
      dryRun: true,
      state: 'done',
      counts: { found: 10, dropped: 3, artifacts: 1, queued: 0, scanned: 0 },
    });
    expect(run.summary?.kept).toMatchObject({ repositories: 2, tags: 6, digests: 5, tagsOfUnknownSize: 0 });
    expect(run.summary?.kept.bytes).toBeGreaterThan(0);
    expect(run.summary?.dropped).toMatchObject([
      { rule: 'age', tags: 1, samples: ['team/app:v200'] },
      { rule: 'newest', tags: 2 },
      { rule: 'not-an-image', tags: 1 },
    ]);
    const layers = aged(1).layers.map(({ digest }) => digest);
    expect(asked.filter((one) => layers.some((digest) => one.includes(digest)))).toEqual([]);
    expect(await service.api.get('/images')).toMatchObject({ items: [] });
    expect(await service.api.get(`/registries/${id}/runs`)).toEqual({ items: [] });
  });

  it('asks once for each tag when nothing has changed', async () => {
    asked.length = 0;
    await runOf('dry-runs', {});
    expect(asked.filter((one) => one.includes('/blobs/'))).toEqual([]);
    expect(asked.filter((one) => one.startsWith('HEAD'))).toHaveLength(9);
    expect(asked.filter((one) => /GET .*\/manifests\//.test(one))).toEqual([]);
  });

  it('tries filters that are not saved, and lists every tag with its outcome, page by page', async () => {
    const filters = { exclude: ['.*'], include: ['team/tool:'], maxAgeDays: 0, newestTags: 0 };
    const run = await runOf('dry-runs', { filters });
    expect(run.summary).toMatchObject({
      kept: { tags: 1 },
      dropped: [{ rule: 'exclude', tags: 8 }, { rule: 'not-an-image' }],
    });
    type Page = { items: { repository: string; tag: string; outcome: string }[]; nextCursor?: string };
    const first = await service.api.get<Page>(`/runs/${run.id}/tags?limit=6`);
    const second = await service.api.get<Page>(`/runs/${run.id}/tags?limit=6&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toHaveLength(10);
    expect(second.nextCursor).toBeUndefined();
    const kept = await service.api.get<Page>(`/runs/${run.id}/tags?outcome=kept`);
    expect(kept.items).toMatchObject([{ repository: 'team/tool', tag: 'dev', outcome: 'kept' }]);
    const named = await service.api.get<Page>(`/runs/${run.id}/tags?q=v200`);
    expect(named.items).toMatchObject([
      { tag: 'v200', outcome: 'exclude', reason: expect.stringContaining('exclude') as string },
    ]);
    const saved = await service.api.get<{ filters: unknown }>(`/registries/${id}`);
    expect(saved.filters).toMatchObject({ exclude: [], maxAgeDays: 90, newestTags: 5 });
  });
});

describe('filters of a registry', () => {
  it.each([
    ['a pattern that is none', { exclude: ['('] }, 'filters/exclude/0'],
    ['a pattern that could take for ever', { include: ['(a)\\1'] }, 'filters/include/0'],
    ['too many days', { maxAgeDays: 1826 }, 'maxAgeDays'],
    ['too many tags', { newestTags: 101 }, 'newestTags'],
    ['too many repositories', { maxRepositories: 20_001 }, 'maxRepositories'],
    ['an unknown member', { maxAge: 1 }, 'maxAge'],
  ])('with %s are refused', async (_, filters, named) => {
    const refused = await service.api.call('POST', `/registries/${id}/dry-runs`, { filters });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(named);
    const settings = { name: 'O', path: 'o.example', type: 'docker-v2', filters };
    expect((await service.api.call('POST', '/registries', settings)).status).toBe(400);
  });

  it('decide what a run scans, and are kept by a change that says nothing of them', async () => {
    const settings = { name: 'R', path: registry.host, type: 'docker-v2', plainHttp: true };
    await service.api.send('PUT', `/registries/${id}`, {
      ...settings,
      filters: { exclude: ['team/app'], maxAgeDays: 0 },
    });
    const kept = await service.api.send<{ filters: unknown }>('PUT', `/registries/${id}`, settings);
    expect(kept.filters).toMatchObject({ exclude: ['team/app'], maxAgeDays: 0, newestTags: 5 });
    const run = await runOf('scans');
    expect(run).toMatchObject({
      dryRun: false,
      counts: { found: 10, dropped: 8, artifacts: 1, scanned: 1, failed: 0 },
    });
    const { items } = await service.api.get<{ items: { repository: string }[] }>('/images');
    expect(items.map(({ repository }) => repository)).toEqual([`${registry.host}/team/tool`]);
  });
});
