import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { readConfig } from '#main/config.ts';
import { type RunningWorker, startWorker } from '#main/worker.ts';
import { createRateStore } from '#server/store/index.ts';
import { describeRateBuckets } from '#tests/conformance/registry/rate-buckets-contract.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { openTestStore, type TestStore } from '#tests/support/service/open-test-store.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';

let opened: TestStore;
let service: TestService;
let worker: RunningWorker;

beforeAll(async () => {
  opened = await openTestStore(await makeTemporaryDirectory());
  const { host, user, database } = opened.connection as { host: string; user: string; database: string };
  const environment = {
    DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`,
    PLIMSOLL_ENCRYPTION_KEY: 'c'.repeat(64),
    PLIMSOLL_UPDATE_HOURS: '0',
    PLIMSOLL_CONCURRENCY: '4',
  };
  service = await startTestService({ environment });
  const config = readConfig({ dataDirectory: await makeTemporaryDirectory() }, environment);
  worker = await startWorker(config, { logger: silentLogger });
});

afterAll(() => endAll(worker, service, opened));

describeRateBuckets('buckets in the database', () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    buckets: createRateStore(opened.database.db, () => new Date(now)),
    pass: (ms) => {
      now += ms;
    },
  };
});

const filters = { newestTags: 100, maxAgeDays: 0 };

interface Limit {
  readonly host: string;
  readonly status?: number;
  readonly requestsPerSecond?: number;
  readonly pullsLeft?: number;
}

/** A registry with so many images that nobody has seen before, on a layer that they share. */
async function addRegistry(registry: FakeRegistry, images: number): Promise<string> {
  for (let index = 0; index < images; index += 1)
    putImage(registry, 'many', `t${index}`, npmImage(['shared@1.0.0'], [`of-${registry.host}-${index}@1.0.0`]));
  const settings = { name: registry.host, path: registry.host, type: 'docker-v2', plainHttp: true, filters };
  return (await service.api.send<{ id: string }>('POST', '/registries', settings)).id;
}

async function limitsOf(id: string): Promise<readonly Limit[]> {
  return (await service.api.get<{ limits?: Limit[] }>(`/registries/${id}`)).limits ?? [];
}

describe('two processes and a registry that refuses', () => {
  it('keep to what it allows together, and have all images in the end', async () => {
    const registry = await startFakeRegistry();
    const images = 6;
    const perSecond = 20;
    const bucket = { tokens: perSecond, filledAt: Date.now(), refused: 0, sent: 0 };
    registry.misbehave({
      on: /./,
      how: async (_request, response, serve) => {
        const now = Date.now();
        bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.filledAt) * perSecond) / 1000);
        bucket.filledAt = now;
        bucket.sent += 1;
        // Some requests are refused on any machine, however slow, once it is known how fast they come.
        const isStorm = bucket.sent > 16 && bucket.refused < 2;
        if (bucket.tokens >= 1 && !isStorm) {
          bucket.tokens -= 1;
          return await serve();
        }
        bucket.refused += 1;
        response.writeHead(429, { 'retry-after': '1' });
        response.end();
      },
    });
    const id = await addRegistry(registry, images);
    await service.api.send('POST', `/registries/${id}/scans`);
    const { items } = await service.api.until<{ items: { state: string; counts: unknown }[] }>(
      `/registries/${id}/runs`,
      (list) => list.items[0]?.state === 'done',
    );
    expect(items[0]?.counts).toMatchObject({ found: images, scanned: images, failed: 0 });
    // What was under way when it refused, a few times over; who does not wait is refused more often than served.
    expect(bucket.refused).toBeLessThan(registry.requests.length / 3);
    const [limit] = await limitsOf(id);
    expect(limit).toMatchObject({ host: registry.host, status: 429 });
    expect(limit?.requestsPerSecond).toBeGreaterThan(0);
    await registry.close();
  });

  it('pull no more than it still allows by its own word', async () => {
    const registry = await startFakeRegistry();
    const images = 8;
    const allowed = 3;
    let pulls = 0;
    registry.misbehave({
      on: /\/manifests\//,
      how: async (request, response, serve) => {
        if (request.method === 'GET') pulls += 1;
        response.setHeader('ratelimit-limit', `${allowed};w=21600`);
        response.setHeader('ratelimit-remaining', `${Math.max(0, allowed - pulls)};w=21600`);
        if (pulls <= allowed || request.method === 'HEAD') return await serve();
        response.writeHead(429);
        response.end('{"errors":[{"code":"TOOMANYREQUESTS"}]}');
      },
    });
    const id = await addRegistry(registry, images);
    await service.api.send('POST', `/registries/${id}/scans`);
    await service.api.until<{ items: { code?: string }[] }>(
      `/scans?state=queued&q=${registry.host}&limit=500`,
      ({ items }) => items.filter(({ code }) => code === 'registry/rate-limited').length === images - allowed,
    );
    expect(pulls).toBe(allowed);
    expect(await limitsOf(id)).toMatchObject([{ host: registry.host, pullsLeft: 0, pullsLimit: allowed }]);
    await service.api.send('DELETE', `/registries/${id}`);
    await registry.close();
  });
});
