import { describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { createMemoryBuckets, type RateBuckets } from './rate-buckets.ts';
import { createRequestGate } from './request-gate.ts';

const key = { registry: 'registry.example', account: 'a', host: 'registry.example' };
const signal = new AbortController().signal;
const fine = { status: 200, retryAfterMs: undefined, pulls: undefined };
const refused = (retryAfterMs?: number) => ({ status: 429, retryAfterMs, pulls: undefined });

/** Gates over the same buckets, as of several processes, on a clock that sleeping moves on. */
function setUp(gates = 1, buckets?: RateBuckets) {
  const clock = { now: 1_000_000 };
  const slept: number[] = [];
  let leases = 0;
  const shared = buckets ?? createMemoryBuckets(() => clock.now);
  const counted: RateBuckets = {
    lease: (one, asked) => {
      leases += 1;
      return shared.lease(one, asked);
    },
    note: (one, news) => shared.note(one, news),
  };
  const sleep = async (ms: number) => {
    slept.push(ms);
    clock.now += ms;
  };
  const made = Array.from({ length: gates }, () =>
    createRequestGate({ buckets: counted, key, maxWaitMs: 30_000, sleep, now: () => clock.now, logger: silentLogger }),
  );
  const [first = made[0], second = first] = made;
  if (first === undefined || second === undefined) throw new Error('no gate');
  return { first, second, clock, slept, leases: () => leases };
}

describe('createRequestGate', () => {
  it('asks its bucket once a second at most where there is no limit', async () => {
    const { first, clock, slept, leases } = setUp();
    for (let index = 0; index < 500; index += 1) await first.enter(false, signal);
    expect([leases(), slept]).toEqual([1, []]);
    clock.now += 1_000;
    await first.enter(false, signal);
    expect(leases()).toBe(2);
  });

  it('asks its bucket for each pull, so that it knows what another process was told', async () => {
    const { first, second, clock } = setUp(2);
    await second.enter(false, signal);
    await first.heard({ ...fine, pulls: { limit: 100, remaining: 1, windowSeconds: 21_600 } }, clock.now);
    await second.enter(true, signal);
    await expect(second.enter(true, signal)).rejects.toMatchObject({ code: 'registry/rate-limited' });
  });

  it('keeps nothing that was leased while news was written down', async () => {
    const buckets = createMemoryBuckets(() => 1_000_000);
    const writing = Promise.withResolvers<void>();
    const { first, clock } = setUp(1, {
      lease: (one, asked) => buckets.lease(one, asked),
      note: async (one, news) => {
        await writing.promise;
        await buckets.note(one, news);
      },
    });
    const pulls = { limit: 100, remaining: 1, windowSeconds: 21_600 };
    const heard = [first.heard({ ...fine, pulls }, clock.now), first.heard({ ...fine, pulls }, clock.now)];
    let done = 0;
    for (const one of heard) void one.then(() => (done += 1));
    await first.enter(false, signal);
    await new Promise(setImmediate);
    // Whoever hears the same waits as well: what follows an answer is counted.
    expect(done).toBe(0);
    writing.resolve();
    await Promise.all(heard);
    await first.enter(true, signal);
    await expect(first.enter(true, signal)).rejects.toMatchObject({ code: 'registry/rate-limited' });
  });

  it('asks again for a pull that was let through while news was written down', async () => {
    const buckets = createMemoryBuckets(() => 1_000_000);
    const asking = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const answered: number[] = [];
    const { first, clock } = setUp(1, {
      lease: async (one, what) => {
        const lease = await buckets.lease(one, what);
        asked.resolve();
        if (answered.push(lease.requests) === 1) await asking.promise;
        return lease;
      },
      note: (one, news) => buckets.note(one, news),
    });
    const entered = first.enter(true, signal);
    await asked.promise;
    await first.heard({ ...fine, pulls: { limit: 100, remaining: 1, windowSeconds: 21_600 } }, clock.now);
    asking.resolve();
    await entered;
    expect(answered).toEqual([Number.POSITIVE_INFINITY, 1]);
  });

  it('asks once for all that wait', async () => {
    const { first, leases } = setUp();
    await Promise.all(Array.from({ length: 50 }, () => first.enter(false, signal)));
    expect(leases()).toBe(1);
  });

  it.each([429, 503])('after %i waits as long as asked, then sends at half the rate it had', async (status) => {
    const { first, clock, slept } = setUp();
    for (let index = 0; index < 40; index += 1) {
      await first.enter(false, signal);
      clock.now += 100;
    }
    await first.heard({ status, retryAfterMs: 5_000, pulls: undefined }, clock.now);
    const start = clock.now;
    await first.enter(false, signal);
    expect(slept).toEqual([5_000]);
    for (let index = 0; index < 20; index += 1) await first.enter(false, signal);
    // Five a second, growing a little.
    expect(clock.now - start - 5_000).toBeGreaterThan(3_000);
    expect(clock.now - start - 5_000).toBeLessThanOrEqual(4_000);
  });

  it('tells other processes within a second', async () => {
    const { first, second, clock, slept } = setUp(2);
    await second.enter(false, signal);
    await first.enter(false, signal);
    await first.heard(refused(5_000), clock.now);
    await second.enter(false, signal);
    expect(slept).toEqual([]);
    clock.now += 1_000;
    await second.enter(false, signal);
    expect(slept).toEqual([4_000]);
  });

  it('throws at once where the wait is longer than is waited, and says until when', async () => {
    const { first, clock, slept } = setUp();
    await first.heard(refused(3_600_000), clock.now);
    await expect(first.enter(false, signal)).rejects.toMatchObject({
      code: 'registry/rate-limited',
      retriable: true,
      retryAfterMs: 3_600_000,
      message: expect.stringContaining(new Date(clock.now + 3_600_000).toISOString()) as string,
    });
    expect(slept).toEqual([]);
  });

  it('takes what was under way for no second refusal', async () => {
    const { first, clock, slept } = setUp();
    const sentAt = clock.now;
    clock.now += 5_000;
    await first.heard(refused(), clock.now);
    clock.now += 5_000;
    await first.heard(refused(), sentAt);
    await first.enter(false, signal);
    expect(slept).toEqual([]);
  });

  it('counts pulls as the registry says, and lets the rest through', async () => {
    const { first, clock, slept } = setUp();
    const pulls = { limit: 100, remaining: 2, windowSeconds: 21_600 };
    await first.heard({ ...fine, pulls }, clock.now);
    await first.enter(true, signal);
    await first.heard({ ...fine, pulls: { ...pulls, remaining: 1 } }, clock.now);
    await first.enter(true, signal);
    await first.heard({ ...fine, pulls: { ...pulls, remaining: 0 } }, clock.now);
    await expect(first.enter(true, signal)).rejects.toMatchObject({ retryAfterMs: 216_000 });
    for (let index = 0; index < 100; index += 1) await first.enter(false, signal);
    expect(slept).toEqual([]);
  });

  it('slows nothing else down where pulls alone are used up', async () => {
    const { first, clock, slept } = setUp();
    const pulls = { limit: 100, remaining: 0, windowSeconds: 21_600 };
    await first.heard({ status: 429, retryAfterMs: undefined, pulls }, clock.now);
    await first.enter(false, signal);
    await expect(first.enter(true, signal)).rejects.toMatchObject({ code: 'registry/rate-limited' });
    expect(slept).toEqual([]);
  });

  it('lets whoever is aborted go at once, although others wait', async () => {
    const never = new Promise<never>(() => undefined);
    const buckets = { lease: () => never, note: () => Promise.resolve() };
    const { first } = setUp(1, buckets);
    const abort = new AbortController();
    const waiting = [first.enter(false, abort.signal), first.enter(false, abort.signal)];
    abort.abort(new Error('gone'));
    for (const one of waiting) await expect(one).rejects.toThrow('gone');
  });

  it('lets requests through where the buckets cannot be asked', async () => {
    const broken = () => Promise.reject(new Error('database gone'));
    const { first, clock } = setUp(1, { lease: broken, note: broken });
    await first.enter(true, signal);
    await expect(first.heard(refused(), clock.now)).resolves.toBeUndefined();
  });

  it('waits until requests come back where the last one is used up, at the rate it had, and tells other processes', async () => {
    const { first, second, clock, slept } = setUp(2);
    await first.enter(false, signal);
    await first.heard({ ...fine, quota: { remaining: 1, resetMs: 9_000 } }, clock.now);
    first.leave();
    await first.enter(false, signal);
    expect(slept).toEqual([]);
    await first.heard({ ...fine, quota: { remaining: 0, resetMs: 9_000 } }, clock.now);
    first.leave();
    await second.enter(false, signal);
    expect(slept).toEqual([9_000]);
    for (let index = 0; index < 100; index += 1) await first.enter(false, signal);
    expect(slept).toEqual([9_000]);
  });

  it('counts what is under way against what is left', async () => {
    const { first, clock, slept } = setUp();
    for (let index = 0; index < 4; index += 1) await first.enter(false, signal);
    await first.heard({ ...fine, quota: { remaining: 3, resetMs: 5_000 } }, clock.now);
    first.leave();
    await first.enter(false, signal);
    expect(slept).toEqual([5_000]);
  });

  it('takes a refusal for no sign of a rate that is too high where all requests are used up', async () => {
    const { first, clock, slept } = setUp();
    for (let index = 0; index < 3; index += 1) await first.enter(false, signal);
    const quota = { remaining: 0, resetMs: 5_000 };
    await first.heard({ status: 429, retryAfterMs: undefined, pulls: undefined, quota }, clock.now);
    for (let index = 0; index < 100; index += 1) await first.enter(false, signal);
    expect(slept).toEqual([5_000]);
  });

  it('writes down once what several answers say', async () => {
    const buckets = createMemoryBuckets(() => 1_000_000);
    let notes = 0;
    const { first, clock } = setUp(1, {
      ...buckets,
      note: async (one, news) => {
        notes += 1;
        await buckets.note(one, news);
      },
    });
    for (const resetMs of [5_000, 5_900, 6_000])
      await first.enter(false, signal).then(
        () => first.heard({ ...fine, quota: { remaining: 0, resetMs } }, clock.now),
        () => undefined,
      );
    expect(notes).toBe(1);
  });
});
