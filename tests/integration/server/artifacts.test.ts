import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import { buildImage, descriptorOf, jsonBlob } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { plainRegistry, scanRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, npmLayer, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface Found {
  readonly repository: string;
  readonly tag: string;
  readonly kind: string;
  readonly mediaType: string;
}

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly coverage: number;
  readonly counts: Readonly<Record<string, number>>;
}

const helmConfig = 'application/vnd.cncf.helm.config.v1+json';
const wasmConfig = 'application/vnd.wasm.config.v0+json';
const modelConfig = 'application/vnd.cncf.model.config.v1+json';

let service: TestService;
let registry: FakeRegistry;
let id: string;
const settings = () => plainRegistry(registry);

beforeAll(async () => {
  registry = await startFakeRegistry();
  service = await startTestService();
  id = (await service.api.send<{ id: string }>('POST', '/registries', settings())).id;
  putImage(registry, 'app', '1', npmImage(['a@1.0.0']));
  putImage(registry, 'app', `sha256-${'0'.repeat(64)}.sig`, npmImage(['b@1.0.0']));
  const wasm = buildImage({ layers: [npmLayer('w@1.0.0')], config: { os: 'wasip1', architecture: 'wasm' } });
  putImage(registry, 'modules/image', 'v1', wasm);
});

afterAll(() => endAll(service, registry));

function putArtifact(
  repository: string,
  tag: string,
  types: { readonly round: string; readonly config: string; readonly layer: string },
): void {
  const config = jsonBlob(types.config, { name: repository });
  const layer = jsonBlob(types.layer, { content: repository, round: types.round });
  for (const { bytes } of [config, layer]) registry.store.putBlob(repository, bytes);
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: descriptorOf(config) };
  registry.store.putManifest(
    repository,
    tag,
    jsonBlob(mediaTypes.ociManifest, { ...manifest, layers: [descriptorOf(layer)] }),
  );
}

/** Pushes all of them, with other bytes each time. */
function putAll(round: string): void {
  putArtifact('charts/app', '1.0.0', {
    round,
    config: helmConfig,
    layer: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
  });
  putArtifact('modules/filter', 'v1', { round, config: wasmConfig, layer: 'application/wasm' });
  putArtifact('models/small', 'latest', {
    round,
    config: modelConfig,
    layer: 'application/vnd.cncf.model.weight.v1.tar',
  });
  putArtifact('files/notes', '7', { round, config: 'application/vnd.example.notes+json', layer: 'text/plain' });
}

function scan(): Promise<RunAnswer> {
  return scanRegistry<RunAnswer>(service.api, id);
}

async function artifacts(query = ''): Promise<readonly Found[]> {
  const { items } = await service.api.get<{ items: Found[] }>(`/artifacts${query}`);
  return items;
}

const names = (found: readonly Found[]) =>
  found.map(({ repository, tag }) => `${repository.split('/').slice(1).join('/')}:${tag}`);

const all = [
  { tag: `sha256-${'0'.repeat(64)}.sig`, kind: 'signature' },
  { tag: '1.0.0', kind: 'helm-chart', mediaType: helmConfig },
  { tag: '7', kind: 'artifact', mediaType: 'application/vnd.example.notes+json' },
  { tag: 'latest', kind: 'model', mediaType: modelConfig },
  { tag: 'v1', kind: 'wasm', mediaType: wasmConfig },
];

// Dates decide in the first case, and are asked for while listing; in the second only the scans come upon what is no image.
describe.each([
  ['as their listing asks for dates', { maxAgeDays: 0, newestTags: 1 }],
  ['as they are scanned', { maxAgeDays: 0, newestTags: 0 }],
])('artifacts of a registry, known %s,', (round, filters) => {
  it('are listed as what they are, and fail no run', async () => {
    putAll(round);
    await service.api.send('PUT', `/registries/${id}`, { ...settings(), filters });
    const run = await scan();
    expect(run).toMatchObject({
      state: 'done',
      coverage: 100,
      counts: { found: 7, artifacts: 5, dropped: 0, failed: 0 },
    });
    expect(run.counts).toMatchObject({ queued: 0 });
    expect((run.counts.scanned ?? 0) + (run.counts.unchanged ?? 0)).toBe(2);
    expect(await artifacts()).toMatchObject(all);
  });

  it('cost a HEAD each when they are met again', async () => {
    const before = registry.requests.length;
    await scan();
    const asked = registry.requests.slice(before).filter(({ path }) => /\/manifests\/|\/blobs\//.test(path));
    expect(asked.map(({ method }) => method)).toEqual(Array.from({ length: 6 }, () => 'HEAD'));
  });
});

describe('a scan of an artifact', () => {
  it('says that there is nothing to scan', async () => {
    const { id: scanId } = await service.api.send<{ id: string }>('POST', '/scans', {
      reference: `${registry.host}/charts/app:1.0.0`,
    });
    const done = await service.api.until<{ state: string }>(`/scans/${scanId}`, ({ state }) => state === 'done');
    expect(done).toMatchObject({ artifact: { kind: 'helm-chart', mediaType: helmConfig } });
    expect(done).not.toHaveProperty('imageId');
  });
});

describe('the list of artifacts', () => {
  it.each([
    ['a kind', '?kind=helm-chart', ['charts/app:1.0.0']],
    ['a part of the name', '?q=NOTES', ['files/notes:7']],
    ['a part of the media type', '?q=cncf.model', ['models/small:latest']],
    ['a registry that has none', '?registryId=none', []],
  ])('is narrowed by %s', async (_, query, expected) => {
    expect(names(await artifacts(query))).toEqual(expected);
  });

  it('is narrowed by a repository, and paged', async () => {
    expect(names(await artifacts(`?repository=${encodeURIComponent(`${registry.host}/modules/filter`)}`))).toEqual([
      'modules/filter:v1',
    ]);
    type Page = { items: Found[]; nextCursor?: string; total?: number };
    const first = await service.api.get<Page>('/artifacts?limit=3');
    expect(first).toMatchObject({ total: 5 });
    const second = await service.api.get<Page>(`/artifacts?limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toMatchObject(all);
  });

  it('is added up for the registry, apart from its images', async () => {
    const found = await service.api.get<{ images: number; artifacts: unknown }>(`/registries/${id}`);
    expect(found.images).toBe(2);
    expect(found.artifacts).toEqual(
      ['artifact', 'helm-chart', 'model', 'signature', 'wasm'].map((kind) => ({ kind, count: 1 })),
    );
  });
});

describe('an image for WebAssembly with the configuration of an image', () => {
  it('is an image', async () => {
    const { items } = await service.api.get<{ items: { platform: string }[] }>('/images');
    expect(items.map(({ platform }) => platform).toSorted()).toEqual(['linux/amd64', 'wasip1/wasm']);
  });
});

describe('an artifact that is gone', () => {
  it.each<[string, () => void, readonly string[]]>([
    ['with its tag', () => registry.store.repository('models/small').tags.clear(), ['models/small:latest']],
    ['with its repository', () => void registry.store.repositories.delete('files/notes'), ['files/notes:7']],
    [
      'since its tag names an image now',
      () => putImage(registry, 'charts/app', '1.0.0', npmImage(['c@1.0.0'])),
      ['charts/app:1.0.0'],
    ],
  ])('%s is listed no more', async (_, change, gone) => {
    const before = names(await artifacts());
    change();
    await scan();
    expect(names(await artifacts())).toEqual(before.filter((one) => !gone.includes(one)));
  });

  it('stays where its repository cannot be listed', async () => {
    registry.misbehave({
      on: /modules\/filter\/tags/,
      times: 1,
      how: (_request, response) => void response.writeHead(403).end(),
    });
    await scan();
    expect(names(await artifacts('?kind=wasm'))).toEqual(['modules/filter:v1']);
  });
});
