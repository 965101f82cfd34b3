import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltImage, buildImage } from '#tests/support/image-builder.ts';
import { type CountingFront, startCountingFront } from '#tests/support/registry/counting-front.ts';
import { startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { pushImage } from '#tests/support/registry/push-image.ts';
import { missing } from '#tests/support/requirements.ts';
import { npmLayer, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface Scan {
  readonly state: string;
  readonly progress?: { readonly phase: string };
}

interface Place {
  readonly url: string;
  put(repository: string, tag: string, image: BuiltImage): Promise<void>;
  close(): Promise<void>;
}

const places = [
  {
    name: 'a registry of the tests',
    isMissing: false,
    open: async (): Promise<Place> => {
      const fake = await startFakeRegistry();
      return { ...fake, put: async (...image) => putImage(fake, ...image) };
    },
  },
  {
    name: 'docker-registry [needs docker-registry]',
    isMissing: missing('docker-registry'),
    open: async (): Promise<Place> => {
      const real = await startDockerRegistry();
      const put: Place['put'] = async (repository, tag, image) =>
        void (await pushImage({ baseUrl: real.url, repository }, tag, image));
      return { ...real, put };
    },
  },
];

describe.each(places)('$name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('scans at the same time', () => {
    let service: TestService;
    let place: Place;
    let front: CountingFront;

    beforeAll(async () => {
      place = await open();
      front = await startCountingFront(place.url);
      service = await startTestService({ environment: { PLIMSOLL_CONCURRENCY: '2' } });
      const settings = { name: 'R', path: front.host, type: 'docker-v2', plainHttp: true };
      await service.api.send('POST', '/registries', settings);
    });

    afterAll(() => endAll(service, front, place));

    const scan = async (name: string) =>
      (await service.api.send<{ id: string }>('POST', '/scans', { reference: `${front.host}/${name}` })).id;
    const until = (id: string, isWanted: (scan: Scan) => boolean) => service.api.until<Scan>(`/scans/${id}`, isWanted);
    const reads = ({ progress }: Scan) => progress?.phase === 'reading';
    const ended = ({ state }: Scan) => ['done', 'failed', 'cancelled'].includes(state);
    const askedFor = ({ digest }: { readonly digest: string }) =>
      front.requests.filter(
        ({ method, path }) => method === 'GET' && path.endsWith(`s/${digest}`) && !/referrers/.test(path),
      ).length;
    const untilAskedFor = async (layer: { readonly digest: string }) => {
      await expect.poll(() => askedFor(layer), { timeout: 60_000 }).toBeGreaterThan(0);
    };

    it('of two tags of one image ask for everything once', async () => {
      const image = buildImage({ layers: ['a', 'b', 'c'].map((name) => npmLayer(`tags-${name}@1.0.0`)) });
      await place.put('tags', '1', image);
      await place.put('tags', 'latest', image);
      const { promise, resolve } = Promise.withResolvers<void>();
      front.hold(/\/tags\/blobs\//, promise);
      const scans = [await scan('tags:1'), await scan('tags:latest')];
      // Both are under way, and one of them has been sent nothing yet.
      for (const id of scans) await until(id, ({ state }) => state === 'running');
      await untilAskedFor(image.config);
      resolve();
      for (const id of scans) expect(await until(id, ended)).toMatchObject({ state: 'done' });
      expect([image.manifest, image.config, ...image.layers].map(askedFor)).toEqual([1, 1, 1, 1, 1]);
    });

    it('of images on one base read that once, and give the same as apart', async () => {
      const base = npmLayer('base@1.0.0');
      const images = ['x', 'y'].map((name) => buildImage({ layers: [base, npmLayer(`${name}@1.0.0`)] }));
      const [x, y] = images as [BuiltImage, BuiltImage];
      await place.put('x', '1', x);
      await place.put('y', '1', y);
      const { promise, resolve } = Promise.withResolvers<void>();
      const baseLayer = x.layers[0] as BuiltImage['layers'][number];
      front.hold(new RegExp(baseLayer.digest), promise);
      const scans = [await scan('x:1'), await scan('y:1')];
      for (const id of scans) await until(id, reads);
      // Whoever does not read the base reads what is on it meanwhile.
      for (const { layers } of images) await untilAskedFor(layers[1] as BuiltImage['layers'][number]);
      resolve();
      for (const id of scans) expect(await until(id, ended)).toMatchObject({ state: 'done' });
      expect(askedFor(baseLayer)).toBe(1);
      const { items } = await service.api.get<{ items: { repository: string; packages: number }[] }>('/images');
      expect(items.filter(({ repository }) => /\/[xy]$/.test(repository)).map(({ packages }) => packages)).toEqual([
        2, 2,
      ]);
    });

    it('go on where the one that reads for all is cancelled', async () => {
      const image = buildImage({ layers: [npmLayer('cancelled@1.0.0')] });
      const [layer] = image.layers as [BuiltImage['layers'][number]];
      await place.put('cancelled', '1', image);
      await place.put('cancelled', '2', image);
      const { promise, resolve } = Promise.withResolvers<void>();
      front.hold(new RegExp(layer.digest), promise);
      const first = await scan('cancelled:1');
      await untilAskedFor(layer);
      const second = await scan('cancelled:2');
      await until(second, reads);
      await service.api.send('POST', `/scans/${first}/cancel`);
      await expect.poll(() => askedFor(layer), { timeout: 60_000 }).toBe(2);
      resolve();
      expect(await until(first, ended)).toMatchObject({ state: 'cancelled' });
      expect(await until(second, ended)).toMatchObject({ state: 'done' });
    });
  });
});
