/**
 * Has a service list and decide over a registry in a process of its own, and measures requests a second against bare requests of the same
 * kind, memory, and what a second run over unchanged images asks for. `node bench/registry.ts [--repositories N] [--tags N] [--images N]`.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import {
  removeTemporaryDirectories,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import type { Counts } from './support/serve-registry.ts';

const { values } = parseArgs({
  options: {
    repositories: { type: 'string', default: '2000' },
    tags: { type: 'string', default: '50' },
    images: { type: 'string', default: '1000' },
  },
});
const [repositories, tags, images] = [values.repositories, values.tags, values.images].map(Number) as [
  number,
  number,
  number,
];
/** As many as the service has under way at once. */
const atOnce = 8;
const bareRequests = 10_000;

interface Served {
  readonly host: string;
  counts(): Promise<Counts>;
  stop(): void;
}

await listing();
await secondRun();
await removeTemporaryDirectories();

async function listing(): Promise<void> {
  const registry = await serve(repositories, tags, 10);
  const bare = await bareRate(registry.host);
  await withService(registry, { maxAgeDays: 90, newestTags: 5, maxRepositories: 20_000 }, async (service, id) => {
    for (const round of ['first', 'second']) {
      const before = await registry.counts();
      const startedMs = performance.now();
      await run(service, `/registries/${id}/dry-runs`, {});
      const seconds = (performance.now() - startedMs) / 1000;
      const requests = (await registry.counts()).all - before.all;
      const rate = requests / seconds;
      console.log(
        `${round} listing of ${repositories} repositories of ${tags} tags: ${seconds.toFixed(0)} s, ${requests} requests, ${rate.toFixed(0)} a second, ${(rate / bare).toFixed(2)} of bare requests (${bare.toFixed(0)} a second); ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MiB`,
      );
    }
  });
  registry.stop();
}

async function secondRun(): Promise<void> {
  const perRepository = 5;
  const registry = await serve(images / perRepository, perRepository, images);
  await withService(
    registry,
    { maxAgeDays: 90, newestTags: perRepository, maxRepositories: 20_000 },
    async (service, id) => {
      for (const round of ['first', 'second']) {
        const before = await registry.counts();
        const startedMs = performance.now();
        await run(service, `/registries/${id}/scans`);
        const seconds = (performance.now() - startedMs) / 1000;
        const after = await registry.counts();
        console.log(
          `${round} run over ${images} images: ${seconds.toFixed(0)} s, ${after.manifests - before.manifests} requests for manifests, ${after.blobs - before.blobs} for blobs`,
        );
      }
    },
  );
  registry.stop();
}

async function withService(
  registry: Served,
  filters: object,
  use: (service: TestService, id: string) => Promise<void>,
): Promise<void> {
  const service = await startTestService();
  const settings = { name: 'Bench', path: registry.host, type: 'docker-v2', plainHttp: true, filters };
  const { id } = await service.api.send<{ id: string }>('POST', '/registries', settings);
  await use(service, id);
  await service.close();
}

async function run(service: TestService, path: string, body?: unknown): Promise<void> {
  const { id } = await service.api.send<{ id: string }>('POST', path, body);
  for (;;) {
    const { state } = await service.api.get<{ state: string }>(`/runs/${id}`);
    if (state === 'done') return;
    if (state === 'failed') throw new Error('the run failed');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** HEAD requests a second that a plain client gets out of the registry. */
async function bareRate(host: string): Promise<number> {
  const pool = new Pool(`http://${host}`, { connections: atOnce });
  const startedMs = performance.now();
  let left = bareRequests;
  const ask = async () => {
    while (left > 0) {
      left -= 1;
      const { body } = await pool.request({ method: 'HEAD', path: `/v2/r0/manifests/t${left % tags}` });
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  await pool.close();
  return bareRequests / ((performance.now() - startedMs) / 1000);
}

async function serve(...counts: readonly [repositories: number, tags: number, images: number]): Promise<Served> {
  const child = fork(fileURLToPath(new URL('support/serve-registry.ts', import.meta.url)), counts.map(String));
  const message = <T>() => new Promise<T>((resolve) => child.once('message', (value) => resolve(value as T)));
  const host = await message<string>();
  return {
    host,
    counts: () => {
      const answer = message<Counts>();
      child.send('counts');
      return answer;
    },
    stop: () => void child.kill(),
  };
}
