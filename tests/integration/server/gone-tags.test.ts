import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import { descriptorOf, jsonBlob } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { answer } from '#tests/support/registry/misbehaviour.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface Named {
  readonly imageId: string;
  readonly tags: readonly string[];
  readonly reference: string;
  readonly goneTags?: readonly { readonly tag: string; readonly since: string; readonly artifact?: string }[];
}

const [one, two, three] = [npmImage(['a@1.0.0']), npmImage(['a@2.0.0']), npmImage(['a@3.0.0'])];
const ids = new Map([one, two, three].map(({ config }, at) => [config.digest as string, at + 1]));

let service: TestService;
let registry: FakeRegistry;
let id: string;

beforeAll(async () => {
  registry = await startFakeRegistry();
  for (const [repository, tag, image] of [
    ['app', '1', one],
    ['app', 'latest', one],
    ['app', '2', two],
    ['other', '1', three],
  ] as const)
    putImage(registry, repository, tag, image);
  service = await startTestService();
  const settings = { name: 'R', path: registry.host, type: 'docker-v2', plainHttp: true };
  id = (await service.api.send<{ id: string }>('POST', '/registries', settings)).id;
});

afterAll(() => endAll(service, registry));

async function run(): Promise<Readonly<Record<string, number>>> {
  const { id: runId } = await service.api.send<{ id: string }>('POST', `/registries/${id}/scans`);
  type Run = { readonly state: string; readonly counts: Readonly<Record<string, number>> };
  return (await service.api.until<Run>(`/runs/${runId}`, ({ state }) => state === 'done')).counts;
}

/** What is listed of a repository: of each image its tags, and those that it had, with what they name now. */
async function listed(repository = 'app'): Promise<Readonly<Record<string, unknown>>> {
  const name = encodeURIComponent(`${registry.host}/${repository}`);
  const { items } = await service.api.get<{ items: Named[] }>(`/images?repository=${name}&sort=tag`);
  return Object.fromEntries(
    items.map(({ imageId, tags, goneTags = [] }) => [
      String(ids.get(imageId)),
      [...tags, ...goneTags.map(({ tag, artifact }) => `(${tag}: ${artifact ?? 'gone'})`)],
    ]),
  );
}

const tagsOf = (repository: string) => registry.store.repository(repository).tags;

function putChart(repository: string, tag: string): void {
  const config = jsonBlob('application/vnd.cncf.helm.config.v1+json', { name: tag });
  registry.store.putBlob(repository, config.bytes);
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: descriptorOf(config), layers: [] };
  registry.store.putManifest(repository, tag, jsonBlob(mediaTypes.ociManifest, manifest));
}

describe('a tag', () => {
  it('that is gone is no tag of its image any more, which says since when', async () => {
    await run();
    expect(await listed()).toEqual({ 1: ['1', 'latest'], 2: ['2'] });
    tagsOf('app').delete('1');
    tagsOf('app').delete('2');
    await run();
    expect(await listed()).toEqual({ 1: ['latest', '(1: gone)'], 2: ['(2: gone)'] });
    const { names } = await service.api.get<{ names: Named[] }>(`/images/${two.config.digest}`);
    expect(names).toMatchObject([{ tags: [], reference: `${registry.host}/app@${two.manifest.digest}` }]);
    expect(Date.parse(names[0]?.goneTags?.[0]?.since ?? '')).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  it('that is gone is not offered, and found by no search', async () => {
    const offered = await service.api.get<{ items: { reference: string }[] }>(
      `/references?q=${encodeURIComponent(`${registry.host}/app:`)}`,
    );
    expect(offered.items.map(({ reference }) => reference)).toEqual([`${registry.host}/app:latest`]);
  });

  it('stays gone for as long as nothing else is known of it', async () => {
    const before = await listed();
    registry.misbehave({ on: /\/app\/tags\/list/, times: 1, how: answer(403, {}, '{}') });
    await run();
    expect(await listed()).toEqual(before);
    await run();
    expect(await listed()).toEqual(before);
  });

  it('that names a chart now says so', async () => {
    putChart('app', 'latest');
    expect(await run()).toMatchObject({ failed: 0 });
    expect(await listed()).toEqual({ 1: ['(1: gone)', '(latest: helm-chart)'], 2: ['(2: gone)'] });
    // The next run knows from listing alone, and one after that that the chart is gone as well.
    await run();
    expect(await listed()).toEqual({ 1: ['(1: gone)', '(latest: helm-chart)'], 2: ['(2: gone)'] });
    tagsOf('app').delete('latest');
    await run();
    expect(await listed()).toEqual({ 1: ['(1: gone)', '(latest: gone)'], 2: ['(2: gone)'] });
  });

  it('that comes back names what it names then, and what it named before is told', async () => {
    putImage(registry, 'app', '1', one);
    putImage(registry, 'app', '2', three);
    expect(await run()).toMatchObject({ failed: 0 });
    expect(await listed()).toEqual({ 1: ['1', '(latest: gone)'], 3: ['2'] });
    const { sincePrevious } = await service.api.get<{ sincePrevious?: { imageId: string } }>(
      `/images/${three.config.digest}/changes`,
    );
    expect(sincePrevious?.imageId).toBe(two.config.digest);
  });

  it('of a repository that is gone is gone too, and comes back with it', async () => {
    const { other } = { other: registry.store.repository('other') };
    registry.store.repositories.delete('other');
    await run();
    expect(await listed('other')).toEqual({ 3: ['(1: gone)'] });
    registry.store.repositories.set('other', other);
    await run();
    expect(await listed('other')).toEqual({ 3: ['1'] });
  });
});
