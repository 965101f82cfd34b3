import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltBlob, type BuiltImage, blobsOf, buildImage, buildIndex } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry, scanRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, npmLayer, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

const plain = npmImage(['a@1.0.0']);
const amd64 = buildImage({ layers: [npmLayer('b@1.0.0')] });
const arm64 = buildImage({ layers: [npmLayer('b@1.0.1')], platform: { os: 'linux', architecture: 'arm64' } });
const { index } = buildIndex([amd64, arm64]);

let service: TestService;
let registry: FakeRegistry;
let id: string;
const names = new Map<string, string>();

beforeAll(async () => {
  registry = await startFakeRegistry();
  putImage(registry, 'plain', '1', plain);
  putImage(registry, 'plain', 'latest', plain);
  for (const image of [amd64, arm64]) {
    for (const { bytes } of blobsOf(image)) registry.store.putBlob('multi', bytes);
    registry.store.putManifest('multi', undefined, image.manifest);
  }
  registry.store.putManifest('multi', '1', index);
  nameAll({ index, plain, amd64, arm64 });
  service = await startTestService({ environment: { PLIMSOLL_CONCURRENCY: '4' } });
  id = await addRegistry(service.api, registry);
});

afterAll(() => endAll(service, registry));

/** So that what was asked for can be read. */
function nameAll(all: Readonly<Record<string, BuiltImage | BuiltBlob>>): void {
  for (const [name, one] of Object.entries(all)) {
    if (!('manifest' in one)) {
      names.set(one.digest, name);
      continue;
    }
    names.set(one.manifest.digest, `${name}-manifest`);
    names.set(one.config.digest, `${name}-config`);
    one.layers.forEach(({ digest }, at) => void names.set(digest, `${name}-layer-${at}`));
  }
}

/** What a run asks for, in the order of the alphabet. */
async function askedByRun(): Promise<readonly string[]> {
  const before = registry.requests.length;
  expect((await scanRegistry(service.api, id)).state).toBe('done');
  return registry.requests
    .slice(before)
    .map(({ method, path }) => `${method} ${path.slice(4).replace(/sha256:\w+/, (digest) => names.get(digest) ?? '?')}`)
    .filter((one) => /\/(?:manifests|blobs|referrers)\//.test(one))
    .toSorted();
}

const firstOf = (asked: readonly string[], kind: RegExp) => asked.filter((one) => kind.test(one));

describe('a run', () => {
  it('asks for each manifest and configuration once, although listing, scanning and looking for referrers all need it', async () => {
    const asked = await askedByRun();
    expect(firstOf(asked, /\/manifests\//)).toEqual([
      'GET multi/manifests/amd64-manifest',
      'GET multi/manifests/index',
      'GET plain/manifests/plain-manifest',
      'HEAD multi/manifests/1',
      'HEAD plain/manifests/1',
      'HEAD plain/manifests/latest',
    ]);
    expect(firstOf(asked, /\/blobs\//)).toEqual([
      'GET multi/blobs/amd64-config',
      'GET multi/blobs/amd64-layer-0',
      'GET plain/blobs/plain-config',
      'GET plain/blobs/plain-layer-0',
    ]);
    expect(firstOf(asked, /\/referrers\//)).toEqual([
      'GET multi/referrers/amd64-manifest',
      'GET multi/referrers/index',
      'GET plain/referrers/plain-manifest',
    ]);
  });

  it('over an unchanged registry costs a HEAD for each tag', async () => {
    expect(await askedByRun()).toEqual([
      'HEAD multi/manifests/1',
      'HEAD plain/manifests/1',
      'HEAD plain/manifests/latest',
    ]);
  });

  it('needs no manifest of an image that another repository has had', async () => {
    putImage(registry, 'other', '1', plain);
    const asked = await askedByRun();
    expect(asked.filter((one) => one.includes(' other/'))).toEqual([
      'GET other/referrers/plain-manifest',
      'HEAD other/manifests/1',
    ]);
  });
});

describe('a scan of a run', () => {
  it('asks what the tag names now, where what was listed is gone', async () => {
    const later = npmImage(['late@2.0.0']);
    const listed = npmImage(['late@1.0.0']);
    const repository = registry.store.repository('late');
    putImage(registry, 'late', '1', listed);
    // The listing of another repository ends after this one's: the tag moves between listing and scanning.
    registry.misbehave({
      on: new RegExp(`/v2/late/manifests/${listed.manifest.digest}`),
      times: 1,
      how: async (_request, _response, serve) => {
        putImage(registry, 'late', '1', later);
        repository.manifests.delete(listed.manifest.digest);
        await serve();
      },
    });
    await askedByRun();
    const { items } = await service.api.get<{ items: { imageId: string }[] }>(
      `/images?repository=${encodeURIComponent(`${registry.host}/late`)}`,
    );
    expect(items.map(({ imageId }) => imageId)).toEqual([later.config.digest]);
  });
});
