import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { defaultSchedule } from '#core/scan-schedule.ts';
import {
  expireExceptions,
  type JobQueue,
  jobHandlers,
  openJobQueue,
  startDueRuns,
  startRunsOnStart,
} from '#server/jobs/index.ts';
import type { Store } from '#server/store/index.ts';
import { openTestStore, registrySettings, type TestStore } from '#tests/support/service/open-test-store.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';

let opened: TestStore;
let store: Store;
let queue: JobQueue;
let clock: Date;
let ids = 0;

beforeAll(async () => {
  opened = await openTestStore(await makeTemporaryDirectory());
  store = opened.store;
  queue = await openJobQueue(opened.connection, jobHandlers, silentLogger);
});

beforeEach(async () => {
  await store.registries.create('r', registrySettings, undefined);
});

afterEach(async () => {
  await store.registries.remove('r');
});

afterAll(async () => {
  await queue.stop();
  await opened.close();
  await removeTemporaryDirectories();
});

const services = {
  get store() {
    return store;
  },
  get queue() {
    return queue;
  },
  logger: silentLogger,
  now: () => clock,
  newId: () => {
    ids += 1;
    return `run-${ids}`;
  },
};

async function tickAt(time: string): Promise<void> {
  clock = new Date(time);
  await startDueRuns(services);
}

const runs = async () => (await store.runs.list('r')).length;
const endRun = async () => {
  for (const { id } of await store.runs.list('r')) await store.runs.fail(id, 'ended by the test');
};
const nextRunAt = async () => (await store.registries.get('r'))?.nextRunAt?.toISOString();

describe('the schedule of a registry', () => {
  it('starts a run when its time has come, with a job, and not again before the next', async () => {
    await tickAt('2026-06-01T00:00:00Z');
    expect(await runs()).toBe(0);
    expect(await nextRunAt()).toBe('2026-06-06T06:00:00.000Z');
    await tickAt('2026-06-06T05:59:59Z');
    expect(await runs()).toBe(0);
    await tickAt('2026-06-06T06:00:00Z');
    const [run] = await store.runs.list('r');
    expect([...(await queue.liveKeys('scan-registry'))]).toContain(run?.id);
    await endRun();
    await tickAt('2026-06-06T06:00:05Z');
    expect(await runs()).toBe(1);
    expect(await nextRunAt()).toBe('2026-06-13T06:00:00.000Z');
    await tickAt('2026-06-13T06:00:01Z');
    expect(await runs()).toBe(2);
  });

  it('catches up once for all that was missed while nothing ran', async () => {
    await tickAt('2026-06-01T00:00:00Z');
    await tickAt('2026-08-05T12:00:00Z');
    await endRun();
    await tickAt('2026-08-05T12:00:05Z');
    expect(await runs()).toBe(1);
    expect(await nextRunAt()).toBe('2026-08-08T06:00:00.000Z');
  });

  it('leaves a run out while the one before is under way', async () => {
    await tickAt('2026-06-01T00:00:00Z');
    await tickAt('2026-06-06T06:00:00Z');
    await tickAt('2026-06-13T06:00:00Z');
    expect(await runs()).toBe(1);
    expect(await nextRunAt()).toBe('2026-06-20T06:00:00.000Z');
  });

  it('starts one run though several processes look at the same moment', async () => {
    await tickAt('2026-06-01T00:00:00Z');
    clock = new Date('2026-06-06T06:00:00Z');
    await Promise.all(Array.from({ length: 8 }, () => startDueRuns(services)));
    await endRun();
    await Promise.all(Array.from({ length: 8 }, () => startDueRuns(services)));
    expect(await runs()).toBe(1);
  });

  it('is worked out anew when it is changed, and stops when it is emptied', async () => {
    await tickAt('2026-06-01T00:00:00Z');
    const schedule = { cron: '0 3 * * *', timeZone: 'Europe/Berlin', onStart: false };
    await store.registries.update('r', { ...registrySettings, schedule }, 'keep');
    await tickAt('2026-06-01T00:00:05Z');
    expect(await nextRunAt()).toBe('2026-06-01T01:00:00.000Z');
    await store.registries.update('r', { ...registrySettings, schedule, name: 'Renamed' }, 'keep');
    expect(await nextRunAt()).toBe('2026-06-01T01:00:00.000Z');
    await store.registries.update('r', { ...registrySettings, schedule: { ...schedule, cron: '' } }, 'keep');
    await tickAt('2027-06-01T00:00:00Z');
    expect(await nextRunAt()).toBeUndefined();
    expect(await runs()).toBe(0);
  });

  it('starts a run with the service where that is wanted', async () => {
    clock = new Date('2026-06-01T00:00:00Z');
    await startRunsOnStart(services);
    expect(await runs()).toBe(0);
    await store.registries.update(
      'r',
      { ...registrySettings, schedule: { ...defaultSchedule, onStart: true } },
      'keep',
    );
    await startRunsOnStart(services);
    await startRunsOnStart(services);
    expect(await runs()).toBe(1);
  });
});

describe('a job of the queue', () => {
  const add = (more: object = {}) =>
    queue.add([{ queue: 'scan-image', payload: { scanId: 's' }, key: 's', priority: 0, ...more }]);
  const take = async () => (await queue.take('scan-image', { atMost: 9 }))[0] ?? expect.fail('there is no job');

  it('is left out where one of its key is there, and takes its place where that is wanted', async () => {
    await add();
    const first = await take();
    await add();
    expect(await queue.take('scan-image', { atMost: 9 })).toEqual([]);
    await add({ replaces: true });
    expect(await queue.touch('scan-image', first)).toBe(false);
    // Whoever had the first ends what is no longer there.
    await queue.finish('scan-image', first);
    await queue.retry('scan-image', first, 'failed');
    await queue.defer('scan-image', first, 1000);
    const second = await take();
    expect(second.id).not.toBe(first.id);
    expect(await queue.touch('scan-image', second)).toBe(true);
    await queue.finish('scan-image', second);
    expect((await queue.liveKeys('scan-image')).size).toBe(0);
  });

  it('does not wait for what one of its key waits for', async () => {
    await add();
    await queue.defer('scan-image', await take(), 3_600_000);
    expect(await queue.take('scan-image', { atMost: 9 })).toEqual([]);
    await add({ replaces: true });
    await queue.finish('scan-image', await take());
    expect((await queue.liveKeys('scan-image')).size).toBe(0);
  });
});

describe('an update of advisories', () => {
  it('is claimed by whoever asks first, until it has ended', async () => {
    const claim = () => store.advisories.claimUpdate();
    expect([await claim(), await claim()]).toEqual([true, false]);
    await store.advisories.endUpdate('not reachable');
    expect((await Promise.all([claim(), claim(), claim()])).filter(Boolean)).toHaveLength(1);
    expect(await store.advisories.get()).toMatchObject({ updating: true, progress: { phase: 'waiting' } });
    await store.advisories.endUpdate(undefined);
  });
});

describe('an accepted risk', () => {
  it('expires once its last day is over, and what counts again is counted by a job', async () => {
    await store.exceptions.create({
      id: 'e',
      vulnerability: 'CVE-2026-0001',
      scope: { kind: 'everywhere' },
      reason: 'accepted',
      comment: 'until the end of May',
      until: '2026-05-31',
      untilFixed: false,
      createdBy: 'admin',
      createdAt: new Date('2026-05-01T00:00:00Z'),
    });
    const state = async () => (await store.exceptions.get('e'))?.state;
    clock = new Date('2026-05-31T23:59:59Z');
    await expireExceptions(services);
    expect(await state()).toBe('active');
    expect((await queue.liveKeys('rematch-packages')).size).toBe(0);
    clock = new Date('2026-06-01T00:00:00Z');
    await expireExceptions(services);
    expect(await state()).toBe('expired');
    expect((await queue.liveKeys('rematch-packages')).size).toBe(1);
  });
});
