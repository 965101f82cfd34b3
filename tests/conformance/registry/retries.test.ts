import { afterEach, describe, expect, it } from 'vitest';
import { all } from '#tests/support/registry/all.ts';
import { type Bench, type BenchOptions, setUpBench } from '#tests/support/registry/bench.ts';
import { answer, drip, hangUp, silence } from '#tests/support/registry/misbehaviour.ts';

const signal = new AbortController().signal;
const now = Date.parse('2026-11-23T10:00:00Z');
let bench: Bench;

async function setUp(options: BenchOptions = {}): Promise<void> {
  bench = await setUpBench({ ...options, client: { now: () => now, ...options.client } });
}
afterEach(async () => await bench.close());

const fetchManifest = () => bench.client.manifest(bench.reference, { signal });

describe('retries', () => {
  it.each([
    ['429', answer(429)],
    ['500', answer(500)],
    ['502 with HTML', answer(502, { 'content-type': 'text/html' }, '<h1>Bad gateway</h1>')],
    ['503', answer(503)],
    ['504', answer(504)],
    ['connection closed', hangUp],
  ])('%s three times, then well: doubling delays', async (_, how) => {
    await setUp();
    bench.registry.misbehave({ on: /manifests/, times: 3, how });
    expect((await fetchManifest()).digest).toBe(bench.manifestDigest);
    expect(bench.slept).toEqual([500, 1000, 2000]);
  });

  it('half of a delay is random', async () => {
    await setUp({ client: { random: () => 0 } });
    bench.registry.misbehave({ on: /manifests/, times: 2, how: answer(503) });
    await fetchManifest();
    expect(bench.slept).toEqual([250, 500]);
  });

  it.each([
    ['429 for ever', 429, 'registry/rate-limited'],
    ['503 for ever', 503, 'registry/unavailable'],
  ])('%s: gives up after the allowed attempts', async (_, status, code) => {
    await setUp({ client: { retry: { attempts: 3 } } });
    bench.registry.misbehave({ on: /./, how: answer(status) });
    await expect(fetchManifest()).rejects.toMatchObject({ code, retriable: true });
    expect(bench.registry.requests).toHaveLength(3);
  });

  it.each([400, 401, 403, 404, 405, 416, 501])('%s is not tried again', async (status) => {
    await setUp();
    bench.registry.misbehave({ on: /./, how: answer(status) });
    await expect(fetchManifest()).rejects.toMatchObject({ retriable: false });
    expect(bench.registry.requests).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', '7', 7000],
    ['a date', new Date(now + 12_000).toUTCString(), 12_000],
    ['a date in the past', new Date(now - 1000).toUTCString(), 0],
    ['nonsense', 'soon', 500],
  ])('%s is honoured', async (_, value, delay) => {
    await setUp();
    bench.registry.misbehave({ on: /manifests/, times: 1, how: answer(429, { 'retry-after': value }) });
    await fetchManifest();
    expect(bench.slept).toEqual([delay]);
  });

  it('longer than allowed: fails at once and says when to come back', async () => {
    await setUp();
    const body = '{"errors":[{"code":"TOOMANYREQUESTS","message":"pull rate limit reached"}]}';
    bench.registry.misbehave({ on: /./, how: answer(429, { 'retry-after': '3600' }, body) });
    await expect(fetchManifest()).rejects.toMatchObject({
      code: 'registry/rate-limited',
      retryAfterMs: 3_600_000,
      message: expect.stringMatching(
        /TOOMANYREQUESTS pull rate limit reached; try again after 2026-11-23T11:00:00.000Z/,
      ),
    });
    expect(bench.registry.requests).toHaveLength(1);
  });
});

describe('servers that stall', () => {
  it.each([
    ['never answers', silence],
    ['drips a byte at a time', drip(20)],
  ])('one that %s is given up', async (_, how) => {
    await setUp({ limits: { idleTimeoutMs: 200 }, client: { retry: { attempts: 1 } } });
    bench.registry.misbehave({ on: /./, how });
    await expect(fetchManifest()).rejects.toMatchObject({
      code: 'registry/timeout',
      message: expect.stringContaining(bench.registry.host),
    });
  });

  it('a blob that drips is given up', async () => {
    await setUp({ limits: { idleTimeoutMs: 200 }, client: { retry: { attempts: 1 } } });
    bench.registry.misbehave({ on: /blobs/, how: drip(20) });
    const reading = all(bench.client.blob(bench.reference, bench.descriptor, { signal }));
    await expect(reading).rejects.toMatchObject({ code: 'registry/timeout' });
  });
});

describe('abort', () => {
  const reason = new Error('the user went home');

  it('ends a request that waits for an answer, with the reason of the signal', async () => {
    await setUp();
    const controller = new AbortController();
    bench.registry.misbehave({ on: /./, how: () => controller.abort(reason) });
    await expect(bench.client.manifest(bench.reference, { signal: controller.signal })).rejects.toBe(reason);
  });

  it('ends a wait for the next try', async () => {
    const controller = new AbortController();
    await setUp({
      client: {
        sleep: (_ms, waiting) =>
          new Promise((_resolve, reject) => {
            waiting.addEventListener('abort', () => reject(new Error('woken')));
            controller.abort(reason);
          }),
      },
    });
    bench.registry.misbehave({ on: /./, how: answer(503) });
    await expect(bench.client.manifest(bench.reference, { signal: controller.signal })).rejects.toBe(reason);
  });

  it('ends a blob half-way', async () => {
    await setUp();
    const controller = new AbortController();
    const reading = async () => {
      for await (const _ of bench.client.blob(bench.reference, bench.descriptor, { signal: controller.signal })) {
        controller.abort(reason);
      }
    };
    await expect(reading()).rejects.toBe(reason);
  });

  it('close() ends what is under way', async () => {
    await setUp({ client: { retry: { attempts: 1 } } });
    bench.registry.misbehave({ on: /./, how: () => void bench.client.close() });
    await expect(fetchManifest()).rejects.toMatchObject({ name: 'RegistryError' });
  });
});
