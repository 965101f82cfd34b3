import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { readConfig } from '#main/config.ts';
import { type RunningWorker, startWorker } from '#main/worker.ts';
import {
  createDatabaseTurns,
  type EmbeddedPostgres,
  openDatabase,
  startEmbeddedPostgres,
} from '#server/store/index.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  makeTemporaryDirectory,
  removeTemporaryDirectories,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';

const key = 'c'.repeat(64);
let postgres: EmbeddedPostgres;
let environment: Readonly<Record<string, string>>;
let registry: FakeRegistry;
let service: TestService;
const workers: RunningWorker[] = [];

beforeAll(async () => {
  const dataDirectory = await makeTemporaryDirectory();
  postgres = await startEmbeddedPostgres({ dataDirectory, searchPath: process.env.PATH ?? '', logger: silentLogger });
  const { host, user, database } = postgres.connection;
  const DATABASE_URL = `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`;
  environment = { DATABASE_URL, PLIMSOLL_ENCRYPTION_KEY: key, PLIMSOLL_UPDATE_HOURS: '0', PLIMSOLL_CONCURRENCY: '1' };
  registry = await startFakeRegistry();
  service = await startTestService({ environment });
});

afterAll(async () => {
  for (const worker of workers) await worker.close();
  await service.close();
  await postgres.stop();
  await registry.close();
  await removeTemporaryDirectories();
});

async function addWorker(changes: Readonly<Record<string, string>> = {}): Promise<void> {
  const dataDirectory = await makeTemporaryDirectory();
  const config = readConfig({ dataDirectory }, { ...environment, ...changes });
  workers.push(await startWorker(config, { logger: silentLogger }));
}

describe('turns of several processes', () => {
  const { signal } = new AbortController();
  const open = async (longestWaitMs?: number) => {
    const database = await openDatabase(postgres.connection, { logger: silentLogger });
    const options = { logger: silentLogger, ...(longestWaitMs !== undefined && { longestWaitMs }) };
    return { turns: createDatabaseTurns(database, options), database };
  };

  it('are taken back from one that dies, and not from one that has not', async () => {
    const [first, second] = [await open(), await open()];
    expect(await first.turns.take('a', { signal, waits: true })).toBeTypeOf('function');
    expect(await second.turns.take('a', { signal, waits: false })).toBeUndefined();
    const later = second.turns.take('a', { signal, waits: true });
    await first.turns.close();
    expect(await later).toBeTypeOf('function');
    await second.turns.close();
    for (const { database } of [first, second]) await database.close();
  });

  it('are not waited for when the wait is over, cancelled, or the database cannot be asked', async () => {
    const [first, second] = [await open(), await open(1)];
    const end = await first.turns.take('b', { signal, waits: true });
    expect(await second.turns.take('b', { signal, waits: true })).toBeTypeOf('function');
    const stop = new AbortController();
    const patient = await open();
    const stopped = patient.turns.take('b', { signal: stop.signal, waits: true });
    stop.abort(new Error('cancelled'));
    await expect(stopped).rejects.toThrow('cancelled');
    const cut = { connect: () => Promise.reject(new Error('no route')) };
    const alone = createDatabaseTurns(cut, { logger: silentLogger });
    expect(await alone.take('b', { signal, waits: true })).toBeTypeOf('function');
    await end?.();
    expect(await patient.turns.take('b', { signal, waits: false })).toBeTypeOf('function');
    for (const { turns, database } of [first, second, patient]) {
      await turns.close();
      await database.close();
    }
  });
});

describe('several processes on one PostgreSQL', () => {
  it('share the queue; each scan is done once, and cancelling reaches whoever does it', async () => {
    const count = 12;
    for (let index = 0; index < count; index += 1)
      putImage(registry, 'many', `t${index}`, npmImage([`p${index}@1.0.0`]));
    await addWorker();
    await addWorker();
    const settings = {
      name: 'R',
      path: registry.host,
      type: 'docker-v2',
      plainHttp: true,
      filters: { newestTags: 100 },
    };
    const { id } = await service.api.send<{ id: string }>('POST', '/registries', settings);
    await service.api.send('POST', `/registries/${id}/scans`);
    const { items } = await service.api.until<{ items: { state: string; counts: unknown }[] }>(
      `/registries/${id}/runs`,
      (list) => list.items[0]?.state === 'done',
    );
    expect(items[0]?.counts).toMatchObject({ found: count, scanned: count, failed: 0 });
    const blobs = registry.requests.filter(({ path }) => path.includes('/blobs/')).map(({ path }) => path);
    // Configurations too: what one process was sent while it listed, another one that scans need not ask for.
    expect(blobs.length).toBe(new Set(blobs).size);
  });

  it('read a layer that several images hold once, also where they scan them at the same time', async () => {
    while (workers.length < 2) await addWorker();
    const held = Promise.withResolvers<void>();
    const names = ['x', 'y', 'z'];
    const images = names.map((name) => npmImage(['base@1.0.0'], [`${name}@1.0.0`]));
    for (const [at, image] of images.entries()) putImage(registry, `on-base-${names[at]}`, '1', image);
    const base = images[0]?.layers[0]?.digest ?? '';
    registry.misbehave({ on: new RegExp(base), how: async (_request, _response, serve) => held.promise.then(serve) });
    const scans: string[] = [];
    for (const name of names) {
      const reference = `${registry.host}/on-base-${name}:1`;
      scans.push((await service.api.send<{ id: string }>('POST', '/scans', { reference })).id);
    }
    const asked = (digest: string) => registry.requests.filter(({ path }) => path.endsWith(digest)).length;
    // Three processes with two places each take them, and have read all but the base.
    for (const { layers } of images)
      await expect.poll(() => asked(layers[1]?.digest ?? ''), { timeout: 60_000 }).toBe(1);
    held.resolve();
    for (const scan of scans) {
      const ended = await service.api.until<{ state: string }>(`/scans/${scan}`, ({ state }) => state !== 'running');
      expect(ended.state).toBe('done');
    }
    expect(asked(base)).toBe(1);
  });

  it('cancel a scan whoever does it', async () => {
    const held = Promise.withResolvers<void>();
    putImage(registry, 'slow', '1', npmImage(['slow@1.0.0']));
    registry.misbehave({
      on: /\/v2\/slow\/blobs/,
      how: async (_request, _response, serve) => held.promise.then(serve),
    });
    const { id } = await service.api.send<{ id: string }>('POST', '/scans', { reference: `${registry.host}/slow:1` });
    await service.api.until<{ state: string }>(`/scans/${id}`, ({ state }) => state === 'running');
    await service.api.send('POST', `/scans/${id}/cancel`);
    held.resolve();
    expect(await service.api.get(`/scans/${id}`)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a worker', () => {
  it('needs a database that it can share', async () => {
    await expect(addWorker({ DATABASE_URL: '' })).rejects.toMatchObject({ code: 'config/invalid' });
  });

  it('needs the key of its server', async () => {
    await expect(addWorker({ PLIMSOLL_ENCRYPTION_KEY: '' })).rejects.toMatchObject({ code: 'config/invalid' });
  });

  it('says where it cannot reach the database, without its password', async () => {
    const DATABASE_URL = 'postgres://plimsoll:hunter2@127.0.0.1:1/plimsoll';
    await expect(addWorker({ DATABASE_URL })).rejects.toMatchObject({
      code: 'store/database-unreachable',
      message: expect.not.stringContaining('hunter2') as string,
    });
  });
});

describe('a service on a given PostgreSQL', () => {
  it('starts none of its own', () => {
    expect(() => process.getBuiltinModule('fs').accessSync(join(service.dataDirectory, 'postgres'))).toThrow();
  });
});
