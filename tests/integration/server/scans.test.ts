import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { updateFrom } from '#tests/support/feeds/update.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { answer, silence } from '#tests/support/registry/misbehaviour.ts';
import { npmFlaws } from '#tests/support/service/npm-flaws.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';

interface Scan {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly imageId?: string;
  readonly unchanged?: boolean;
  readonly code?: string;
  readonly message?: string;
}
interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
  readonly total?: number;
}
type Image = Readonly<Record<string, unknown>> & { readonly imageId: string; readonly repository: string };
interface Run {
  readonly id: string;
  readonly state: string;
  readonly error?: string;
  readonly counts: Readonly<Record<string, number>>;
}

let service: TestService;
let registry: FakeRegistry;
let registryId: string;

beforeAll(async () => {
  const directory = await makeTemporaryDirectory();
  const from = await writeMirror(join(directory, 'mirror'), npmFlaws);
  const { path } = await updateFrom(join(directory, 'advisories.db'), { from, now: () => new Date() });
  registry = await startFakeRegistry({ access: { kind: 'basic', users: { robot: 'hunter2-secret' } } });
  putImage(registry, 'team/app', '1', npmImage(['left@1.0.0', 'right@1.0.0'], ['other@1.0.0']));
  putImage(registry, 'team/app', 'latest', npmImage(['left@1.0.0', 'right@1.0.0'], ['other@1.0.0']));
  putImage(registry, 'team/app', '2', npmImage(['left@1.0.0', 'right@1.0.0'], ['left@2.0.0']));
  putImage(registry, 'other/tool', 'a', npmImage(['clean@1.0.0']));
  service = await startTestService({ advisoriesPath: path });
  const created = await service.api.send<{ id: string }>('POST', '/registries', {
    name: 'Test',
    path: registry.host,
    type: 'docker-v2',
    plainHttp: true,
    credential: { username: 'robot', password: 'hunter2-secret' },
  });
  registryId = created.id;
});

afterAll(() => endAll(service, registry));

async function runRegistry(): Promise<Run> {
  const { id } = await service.api.send<Run>('POST', `/registries/${registryId}/scans`);
  const { items } = await service.api.until<{ items: Run[] }>(`/registries/${registryId}/runs`, (list) =>
    list.items.some((run) => run.id === id && ['done', 'failed'].includes(run.state)),
  );
  return items.find((run) => run.id === id) as Run;
}

async function scan(reference: string): Promise<Scan> {
  const { id } = await service.api.send<Scan>('POST', '/scans', { reference });
  return service.api.until<Scan>(`/scans/${id}`, ({ state }) => !['queued', 'running'].includes(state));
}

describe('scanning a registry', () => {
  it('finds every tag, and the same image under two tags once', async () => {
    const run = await runRegistry();
    expect(run).toMatchObject({ state: 'done', counts: { found: 4, queued: 0, failed: 0 }, repositories: 2 });
    const { items, total } = await service.api.get<Page<Image>>('/images');
    expect(total).toBe(3);
    expect(items.map(({ repository, tags }) => [repository, tags])).toEqual([
      [`${registry.host}/team/app`, ['1', 'latest']],
      [`${registry.host}/team/app`, ['2']],
      [`${registry.host}/other/tool`, ['a']],
    ]);
    expect(items[0]).toMatchObject({
      severityCounts: { critical: 1, low: 1 },
      findings: 2,
      fixable: 1,
      exploitable: 1,
      knownExploited: 1,
      packages: 3,
      coverage: 'complete',
      platform: 'linux/amd64',
    });
    expect(items[1]).toMatchObject({ findings: 1, packages: 2, knownExploited: 0 });
  });

  it('reads nothing again that has not changed', async () => {
    const before = registry.requests.length;
    const run = await runRegistry();
    expect(run.counts).toMatchObject({ found: 4, unchanged: 4, scanned: 0 });
    const asked = registry.requests.slice(before).filter(({ path }) => path.includes('/blobs/'));
    expect(asked).toEqual([]);
  });

  it('follows a tag that has moved; the image it left is no longer listed under it', async () => {
    putImage(registry, 'other/tool', 'a', npmImage(['clean@1.0.1']));
    expect((await runRegistry()).counts).toMatchObject({ unchanged: 3, scanned: 1 });
    const { items } = await service.api.get<Page<Image>>(`/images?repository=${registry.host}/other/tool`);
    expect(items).toHaveLength(1);
  });

  it('tells which tags failed and why, and scans the others', async () => {
    registry.misbehave({
      on: /other\/tool\/manifests\/a/,
      how: answer(404, {}, '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}'),
    });
    const run = await runRegistry();
    expect(run).toMatchObject({ state: 'done', counts: { failed: 1, unchanged: 3 } });
    const { items } = await service.api.get<Page<Scan>>(`/scans?runId=${run.id}&state=failed`);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ reference: `${registry.host}/other/tool:a`, code: 'registry/not-found' });
  });
});

describe('scanning an image', () => {
  it('ends with the image, which is known under its digest and tells all about itself', async () => {
    const done = await scan(`${registry.host}/team/app:1`);
    expect(done).toMatchObject({ state: 'done' });
    const image = await service.api.get<Readonly<Record<string, unknown>>>(`/images/${done.imageId}`);
    expect(image).toMatchObject({
      coverage: 'complete',
      problems: [],
      packages: 3,
      vulnerablePackages: 2,
      advisoryRevision: 1,
      packageTypes: [
        { type: 'npm', packages: 3, vulnerablePackages: 2, fixable: { critical: 1 }, notFixable: { low: 1 } },
      ],
      layers: [
        { index: 0, packages: 2 },
        { index: 1, packages: 1 },
      ],
      names: [{ tags: ['1', 'latest'] }],
    });
  });

  it('lists findings worst first, filters them, and pages through them without loss', async () => {
    const { imageId } = await scan(`${registry.host}/team/app:1`);
    const list = (query: string) =>
      service.api.get<Page<{ vulnerabilityId: string; packageName: string }>>(
        `/images/${imageId}/vulnerabilities${query}`,
      );
    expect((await list('')).items).toMatchObject([
      {
        vulnerabilityId: 'CVE-2026-0001',
        severity: 'critical',
        knownExploited: true,
        fixVersions: ['2.0.0'],
        packageName: 'left',
        layerIndex: 0,
        path: 'app/node_modules/left/package.json',
      },
      { vulnerabilityId: 'GHSA-bbbb', severity: 'low', fixState: 'not-fixed' },
    ]);
    expect((await list('?severity=high')).items).toHaveLength(1);
    expect((await list('?fixable=false')).items).toMatchObject([{ packageName: 'right' }]);
    expect((await list('?kev=true&q=left')).total).toBe(1);
    expect((await list('?q=nothing')).total).toBe(0);
    const first = await list('?limit=1');
    const second = await list(`?limit=1&cursor=${first.nextCursor}`);
    expect([first.items[0]?.packageName, second.items[0]?.packageName]).toEqual(['left', 'right']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('shows a vulnerability at length, with why it matched and where', async () => {
    const { imageId } = await scan(`${registry.host}/team/app:1`);
    const path = `/images/${imageId}/vulnerabilities`;
    expect(await service.api.get(`${path}/CVE-2026-0001`)).toMatchObject({
      vulnerabilityId: 'CVE-2026-0001',
      aliases: ['GHSA-aaaa'],
      details: 'At length.',
      references: [{ url: 'https://example.test/1' }],
      knownExploited: { dateAdded: '2026-01-01' },
      epss: 0.5,
      packages: [
        {
          name: 'left',
          version: '1.0.0',
          layerIndex: 0,
          createdBy: 'layer 0',
          evidence: [{ advisoryId: 'GHSA-aaaa', name: 'left' }],
          locations: [{ path: 'app/node_modules/left/package.json', layerIndex: 0 }],
        },
      ],
    });
    expect((await service.api.call('GET', `${path}/CVE-0000-0`)).status).toBe(404);
  });

  it('lists packages with what brought them, and gives the whole report', async () => {
    const { imageId } = await scan(`${registry.host}/team/app:2`);
    const { items } = await service.api.get<Page<Readonly<Record<string, unknown>>>>(
      `/images/${imageId}/packages?sort=name`,
    );
    expect(items).toMatchObject([
      { name: 'left', version: '2.0.0', findings: 0, layerIndex: 1 },
      { name: 'right', version: '1.0.0', findings: 1, layerIndex: 0, licenses: ['MIT'] },
    ]);
    const report = await service.api.get<{ findings: unknown[]; packages: unknown[] }>(`/images/${imageId}/report`);
    expect(report).toMatchObject({ schemaVersion: 1, complete: true, image: { id: imageId } });
    expect([report.findings.length, report.packages.length]).toEqual([1, 2]);
    const plan = await service.api.get<{ riskBefore: number }>(`/images/${imageId}/recommendations`);
    expect(report).toMatchObject({ plan: { riskBefore: plan.riskBefore } });
    expect(plan.riskBefore).toBeGreaterThan(0);
  });

  it.each([
    ['no reference', 'Not A Reference', 400, 'api/invalid-request'],
    ['a registry that is not configured', 'unknown.example/a:1', 422, 'jobs/no-registry-for-reference'],
    ['Docker Hub, which is not configured either', 'debian', 422, 'jobs/no-registry-for-reference'],
  ])('refuses %s', async (_, reference, status, code) => {
    const refused = await service.api.call<{ code: string; detail: string }>('POST', '/scans', { reference });
    expect(refused).toMatchObject({ status, body: { code } });
    if (status === 422) expect(refused.body.detail).toMatch(/unknown\.example|docker\.io/);
  });

  it('fails with the reason where there is no such tag, and can be tried again', async () => {
    const failed = await scan(`${registry.host}/team/app:nope`);
    expect(failed).toMatchObject({ state: 'failed', code: 'registry/not-found' });
    expect(failed.message).toContain('nope');
    putImage(registry, 'team/app', 'nope', npmImage(['left@3.0.0']));
    await service.api.send('POST', `/scans/${failed.id}/retry`);
    await service.api.until<Scan>(`/scans/${failed.id}`, ({ state }) => state === 'done');
  });

  it('is stopped by cancelling, and stays so', async () => {
    const held = Promise.withResolvers<void>();
    putImage(registry, 'slow/app', '1', npmImage(['slow@1.0.0']));
    registry.misbehave({
      on: /slow\/app\/blobs/,
      how: async (_request, _response, serve) => {
        await held.promise;
        await serve();
      },
    });
    const { id } = await service.api.send<Scan>('POST', '/scans', { reference: `${registry.host}/slow/app:1` });
    await service.api.until<Scan>(`/scans/${id}`, ({ state }) => state === 'running');
    await service.api.send('POST', `/scans/${id}/cancel`);
    expect(await service.api.get<Scan>(`/scans/${id}`)).toMatchObject({ state: 'cancelled' });
    held.resolve();
    await service.api.until<{ queue: { running: number } }>('/status', ({ queue }) => queue.running === 0);
    expect(await service.api.get<Scan>(`/scans/${id}`)).toMatchObject({ state: 'cancelled' });
    const { items } = await service.api.get<Page<Image>>(`/images?q=slow/app`);
    expect(items).toEqual([]);
  });

  it('is tried again at once, also while what was stopped is still ending', async () => {
    putImage(registry, 'again/app', '1', npmImage(['again@1.0.0']));
    registry.misbehave({ on: /again\/app\/blobs/, times: 1, how: silence });
    const { id } = await service.api.send<Scan>('POST', '/scans', { reference: `${registry.host}/again/app:1` });
    const asked = () => registry.requests.some(({ path }) => path.includes('again/app/blobs'));
    await expect.poll(asked, { timeout: 60_000 }).toBe(true);
    await service.api.send('POST', `/scans/${id}/cancel`);
    await service.api.send('POST', `/scans/${id}/retry`);
    await service.api.until<Scan>(`/scans/${id}`, ({ state }) => state === 'done');
  });
});

describe('events', () => {
  it('tell of every change of a scan', async () => {
    const stop = new AbortController();
    const response = await fetch(`${service.url}/api/v1/scans/events`, {
      headers: { cookie: service.api.cookie },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const { id } = await service.api.send<Scan>('POST', '/scans', { reference: `${registry.host}/team/app:2` });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.includes(id) && text.includes('"state":"done"')) break;
    }
    expect(text).toMatch(/event: scan\ndata: \{"id"/);
    stop.abort();
  });
});

describe('listings', () => {
  it('of images can be filtered and paged', async () => {
    const all = await service.api.get<Page<Image>>('/images');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<Image> = await service.api.get(
        `/images?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ imageId, repository }) => `${imageId} ${repository}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.items.map(({ imageId, repository }) => `${imageId} ${repository}`));
    const names = async (query: string) =>
      (await service.api.get<Page<Image>>(`/images?${query}`)).items.map(({ tags }) => tags);
    expect(await names('kev=true')).toEqual([['1', 'latest']]);
    expect(await names('severity=critical&fixable=true')).toEqual([['1', 'latest']]);
    expect((await names('q=OTHER%20tool')).length).toBe(1);
    expect(await names('registryId=none')).toEqual([]);
    for (const sort of ['name', 'newest']) expect((await names(`sort=${sort}`)).length).toBe(all.items.length);
  });

  it('of repositories show the worst image of each', async () => {
    const { items } = await service.api.get<Page<Readonly<Record<string, unknown>>>>('/repositories');
    expect(items[0]).toMatchObject({
      repository: `${registry.host}/team/app`,
      knownExploited: 1,
      coverage: 'complete',
    });
  });

  it('refuse a cursor that is not theirs', async () => {
    const refused = await service.api.call('GET', '/images?cursor=bm9uc2Vuc2U');
    expect(refused).toMatchObject({ status: 400, body: { code: 'store/cursor-invalid' } });
  });
});

describe('the beginning of a reference', () => {
  const hits = async (q: string) => {
    const { items } = await service.api.get<Page<{ reference: string }>>(`/references?q=${encodeURIComponent(q)}`);
    return items.map(({ reference }) => reference.replace(registry.host, 'HOST'));
  };

  it('is completed to known repositories, and with a colon to tags', async () => {
    expect(await hits('TEAM')).toEqual(['HOST/team/app']);
    expect(await hits('app team')).toEqual(['HOST/team/app']);
    const tags = ['1', '2', 'latest'].map((tag) => `HOST/team/app:${tag}`);
    expect(await hits(`${registry.host}/team/app:`)).toEqual(expect.arrayContaining(tags));
    expect(await hits(`${registry.host}/team/app:LA`)).toEqual(['HOST/team/app:latest']);
    expect((await hits(`${registry.host}/team/app`)).toSorted()[0]).toBe('HOST/team/app');
    expect(await hits('no/such:tag')).toEqual([]);
    expect(await hits('100%_\\')).toEqual([]);
  });
});
