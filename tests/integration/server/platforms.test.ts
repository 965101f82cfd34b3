import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import type { Platform } from '#core/platform.ts';
import {
  type BuiltImage,
  type BuiltIndex,
  blobsOf,
  buildImage,
  buildIndex,
  descriptorOf,
  jsonBlob,
} from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { npmImage, npmLayer, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly coverage: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly outcome: string; readonly scans: number }[];
  readonly summary?: { readonly kept: Readonly<Record<string, unknown>> };
}

const imageFor = (architecture: string, version: string, more: Partial<Platform> = {}): BuiltImage =>
  buildImage({ layers: [npmLayer(`app@${version}`)], platform: { os: 'linux', architecture, ...more } });
const amd64 = imageFor('amd64', '1.0.0');
const arm64 = imageFor('arm64', '1.0.0-arm64', { variant: 'v8' });
const armV7 = imageFor('arm', '1.0.0-arm', { variant: 'v7' });
const attestation = npmImage(['never-scanned@1.0.0']);
const beside: Descriptor = {
  ...descriptorOf(attestation.manifest),
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
};

let service: TestService;
let registry: FakeRegistry;
let id: string;
let settings: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  registry = await startFakeRegistry();
  putIndex('multi', '1', buildIndex([amd64, arm64, armV7], { extra: [beside] }));
  putImage(registry, 'plain', '1', npmImage(['plain@1.0.0']));
  service = await startTestService({ environment: { PLIMSOLL_CONCURRENCY: '1' } });
  const filters = { include: [], exclude: [], maxAgeDays: 0, newestTags: 0, maxRepositories: 500, order: 'date' };
  settings = { name: 'R', path: registry.host, type: 'docker-v2', plainHttp: true, filters };
  id = (await service.api.send<{ id: string }>('POST', '/registries', { ...settings, allPlatforms: true })).id;
});

afterAll(() => endAll(service, registry));

function putIndex(repository: string, tag: string, built: BuiltIndex): void {
  for (const image of [...built.images, attestation]) {
    for (const { bytes } of blobsOf(image)) registry.store.putBlob(repository, bytes);
    registry.store.putManifest(repository, undefined, image.manifest);
  }
  registry.store.putManifest(repository, tag, built.index);
}

const ended = ({ state }: RunAnswer) => ['done', 'failed', 'cancelled'].includes(state);

async function run(path = 'scans', body?: unknown): Promise<RunAnswer> {
  const { id: runId } = await service.api.send<RunAnswer>('POST', `/registries/${id}/${path}`, body);
  return await service.api.until<RunAnswer>(`/runs/${runId}`, ended);
}

/** The platforms of the images that are listed in a repository. */
async function listed(repository: string): Promise<readonly string[]> {
  const query = `/images?repository=${encodeURIComponent(`${registry.host}/${repository}`)}`;
  const { items } = await service.api.get<{ items: { platform: string; tags: string[] }[] }>(query);
  return items
    .filter(({ tags }) => tags.length > 0)
    .map(({ platform }) => platform)
    .toSorted();
}

async function scansOf(runId: string): Promise<readonly string[]> {
  const { items } = await service.api.get<{ items: { reference: string; platform?: string; state: string }[] }>(
    `/scans?runId=${runId}`,
  );
  return items
    .map(({ reference, platform = '', state }) => `${reference.slice(registry.host.length + 1)} ${platform} ${state}`)
    .toSorted();
}

describe('all platforms of a registry', () => {
  it('is a setting that is kept by a change that says nothing of it', async () => {
    expect(await service.api.get(`/registries/${id}`)).toMatchObject({ allPlatforms: true, platforms: [] });
    expect(await service.api.send('PUT', `/registries/${id}`, settings)).toMatchObject({ allPlatforms: true });
  });

  it('are counted by a dry run, image by image, and not read', async () => {
    const before = registry.requests.length;
    const { summary } = await run('dry-runs', {});
    const sizeOf = ({ layers }: BuiltImage) => layers.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const plain = npmImage(['plain@1.0.0']);
    expect(summary?.kept).toMatchObject({
      tags: 2,
      digests: 4,
      tagsOfUnknownSize: 0,
      bytes: [amd64, arm64, armV7, plain].reduce((sum, one) => sum + sizeOf(one), 0),
      platforms: [
        { platform: 'linux/amd64', images: 2, bytes: sizeOf(amd64) + sizeOf(plain), imagesOfUnknownSize: 0 },
        { platform: 'linux/arm/v7', images: 1, bytes: sizeOf(armV7) },
        { platform: 'linux/arm64/v8', images: 1, bytes: sizeOf(arm64) },
      ],
    });
    const layers = [amd64, arm64, armV7].flatMap((image) => image.layers.map(({ digest }) => digest));
    const asked = registry.requests.slice(before).map(({ path }) => path);
    expect(asked.filter((path) => layers.some((digest) => path.endsWith(digest)))).toEqual([]);
  });

  it('can be tried before they are saved, as can some by name', async () => {
    const named = await run('dry-runs', { platforms: ['linux/arm64', 'linux/arm'], allPlatforms: false });
    expect(named.summary?.kept).toMatchObject({
      digests: 2,
      platforms: [{ platform: 'linux/arm/v7' }, { platform: 'linux/arm64/v8' }],
    });
    const none = await run('dry-runs', { platforms: [], allPlatforms: false });
    expect(none.summary?.kept).toMatchObject({ digests: 2, tags: 2 });
    expect(none.summary?.kept).not.toHaveProperty('platforms');
    expect((await service.api.call('POST', `/registries/${id}/dry-runs`, { platforms: ['arm'] })).status).toBe(400);
  });

  it('are scanned each on its own, without attestations', async () => {
    const done = await run();
    expect(done).toMatchObject({ state: 'done', coverage: 100, counts: { found: 2, scanned: 4, failed: 0 } });
    expect(await scansOf(done.id)).toEqual([
      'multi:1 linux/amd64 done',
      'multi:1 linux/arm/v7 done',
      'multi:1 linux/arm64/v8 done',
      'plain:1  done',
    ]);
    expect(await listed('multi')).toEqual(['linux/amd64', 'linux/arm/v7', 'linux/arm64/v8']);
  });

  it('cost one HEAD for a tag that names what it named', async () => {
    const before = registry.requests.length;
    expect(await run()).toMatchObject({ coverage: 100, counts: { unchanged: 4, scanned: 0 } });
    const asked = registry.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(asked.filter((one) => /\/(?:manifests|blobs|referrers)\//.test(one)).toSorted()).toEqual([
      'HEAD /v2/multi/manifests/1',
      'HEAD /v2/plain/manifests/1',
    ]);
  });

  it('that a tag is not built for any more are listed no more', async () => {
    putIndex('multi', '1', buildIndex([imageFor('amd64', '2.0.0'), imageFor('riscv64', '2.0.0-riscv')]));
    expect(await run()).toMatchObject({ coverage: 100, counts: { scanned: 2, unchanged: 1 } });
    expect(await listed('multi')).toEqual(['linux/amd64', 'linux/riscv64']);
    putImage(registry, 'multi', '1', imageFor('amd64', '3.0.0'));
    await run();
    expect(await listed('multi')).toEqual(['linux/amd64']);
  });
});

describe('an index of which one platform cannot be read', () => {
  it('says which, and that one alone is tried again', async () => {
    const lost = imageFor('s390x', '1.0.0-s390x');
    putIndex('broken', '1', buildIndex([amd64, lost]));
    const repository = registry.store.repository('broken');
    const manifest = repository.manifests.get(lost.manifest.digest);
    repository.manifests.delete(lost.manifest.digest);
    const first = await run();
    expect(first).toMatchObject({ counts: { failed: 1 }, failures: [{ outcome: 'not-found', scans: 1 }] });
    expect((await scansOf(first.id)).filter((one) => one.startsWith('broken'))).toEqual([
      'broken:1 linux/amd64 done',
      'broken:1 linux/s390x failed',
    ]);
    if (manifest !== undefined) repository.manifests.set(lost.manifest.digest, manifest);
    const before = registry.requests.length;
    await service.api.send('POST', `/runs/${first.id}/retry`, { outcome: 'not-found' });
    expect(await service.api.until<RunAnswer>(`/runs/${first.id}`, ended)).toMatchObject({
      coverage: 100,
      failures: [],
    });
    const asked = registry.requests.slice(before).map(({ path }) => path);
    expect(asked.filter((path) => path.includes(amd64.manifest.digest))).toEqual([]);
    expect(await listed('broken')).toEqual(['linux/amd64', 'linux/s390x']);
  });
});

describe('hostile and odd indexes', () => {
  it('of 10,000 platforms are scanned up to the limit, and that the rest is left out is a failure', async () => {
    const manifests = Array.from({ length: 10_000 }, (_, at) => ({
      ...descriptorOf(amd64.manifest),
      platform: { os: 'linux', architecture: `a${at}` },
    }));
    const index = jsonBlob(mediaTypes.ociIndex, { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests });
    putIndex('huge', '1', { index, images: [amd64] });
    const done = await run();
    expect(done.failures).toEqual([expect.objectContaining({ outcome: 'too-large', scans: 1 })]);
    const { items } = await service.api.get<{ items: { message: string }[] }>(`/scans?runId=${done.id}&state=failed`);
    expect(items[0]?.message).toContain('9900 more than the 100 platforms');
    // They are one image.
    expect(done.counts).toMatchObject({ failed: 1, scanned: 1 });
    registry.store.repositories.delete('huge');
  });

  it('whose images are of several releases of Windows have a result for each', async () => {
    const windows = (release: string) => ({ os: 'windows', architecture: 'amd64', 'os.version': release });
    const [older, newer] = ['10.0.17763.6659', '10.0.20348.2966'].map((release) =>
      buildImage({ layers: [npmLayer(`w@${release.slice(0, 4)}.0`)], platform: windows(release) }),
    ) as [BuiltImage, BuiltImage];
    putIndex('windows', '1', buildIndex([older, newer]));
    await run();
    expect(await listed('windows')).toEqual(['windows(10.0.17763.6659)/amd64', 'windows(10.0.20348.2966)/amd64']);
    const { items } = await service.api.get<{ items: unknown[] }>('/images?platform=windows/amd64');
    expect(items).toHaveLength(2);
  });
});

describe('a scan that names no platform', () => {
  it('of an index is spread over its platforms', async () => {
    putIndex('pushed', '1', buildIndex([arm64, amd64], { extra: [beside] }));
    const { id: scanId } = await service.api.send<{ id: string }>('POST', '/scans', {
      reference: `${registry.host}/pushed:1`,
    });
    const scan = await service.api.until<{ state: string; platform?: string }>(
      `/scans/${scanId}`,
      ({ state }) => state === 'done' || state === 'failed',
    );
    expect(scan).toMatchObject({ state: 'done', platform: 'linux/amd64' });
    await service.api.until<{ queue: { queued: number; running: number } }>(
      '/status',
      ({ queue }) => queue.queued + queue.running === 0,
    );
    expect(await listed('pushed')).toEqual(['linux/amd64', 'linux/arm64/v8']);
    expect(await run()).toMatchObject({ coverage: 100, counts: { scanned: 0, failed: 0 } });
  });
});

describe('a registry whose setting is taken back', () => {
  it('lists what it is told to, once its tags have moved', async () => {
    await service.api.send('PUT', `/registries/${id}`, { ...settings, allPlatforms: false });
    putIndex('pushed', '1', buildIndex([imageFor('amd64', '4.0.0'), imageFor('arm64', '4.0.0-arm')]));
    await run();
    expect(await listed('pushed')).toEqual(['linux/amd64']);
  });
});
