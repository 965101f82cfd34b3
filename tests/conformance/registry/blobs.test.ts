import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegistryError } from '#engine/registry/index.ts';
import { all } from '#tests/support/registry/all.ts';
import { type Bench, setUpBench } from '#tests/support/registry/bench.ts';
import {
  answer,
  breakAfter,
  changeBody,
  hangUp,
  ignoreRange,
  type Misbehaviour,
  withHeaders,
} from '#tests/support/registry/misbehaviour.ts';

const signal = new AbortController().signal;
let bench: Bench;

beforeEach(async () => {
  bench = await setUpBench();
});
afterEach(async () => await bench.close());

const read = async (size = bench.descriptor.size) =>
  Buffer.concat(await all(bench.client.blob(bench.reference, { ...bench.descriptor, size }, { signal })));
const ranges = () => bench.registry.requests.map(({ headers }) => headers.range);

describe('a connection that breaks', () => {
  it('is taken up where it broke', async () => {
    bench.registry.misbehave({ on: /blobs/, times: 1, how: breakAfter(100_000) });
    expect((await read()).equals(bench.blob)).toBe(true);
    expect(ranges()).toEqual([undefined, 'bytes=100000-']);
  });

  it('twice, and before the first byte', async () => {
    bench.registry.misbehave({ on: /blobs/, times: 2, how: breakAfter(70_000) });
    bench.registry.misbehave({ on: /blobs/, times: 1, how: breakAfter(0) });
    expect((await read()).equals(bench.blob)).toBe(true);
    expect(ranges()).toEqual([undefined, undefined, 'bytes=70000-', 'bytes=140000-']);
  });

  it('and a server that ignores Range: what is known is skipped', async () => {
    bench.registry.misbehave({ on: /blobs/, how: ignoreRange });
    bench.registry.misbehave({ on: /blobs/, times: 1, how: breakAfter(123_456) });
    expect((await read()).equals(bench.blob)).toBe(true);
    expect(ranges()).toHaveLength(2);
  });

  it('for ever: gives up after the allowed attempts', async () => {
    bench.registry.misbehave({ on: /blobs/, how: breakAfter(10) });
    await expect(read()).rejects.toMatchObject({ code: 'registry/unavailable', name: 'RegistryError' });
    expect(ranges()).toHaveLength(5);
  });

  it('and a server that is gone afterwards', async () => {
    bench.registry.misbehave({ on: /blobs/, how: hangUp });
    bench.registry.misbehave({ on: /blobs/, times: 1, how: breakAfter(10) });
    await expect(read()).rejects.toMatchObject({ code: 'registry/unavailable' });
    expect(ranges()).toHaveLength(6);
  });
});

describe('answers to Range that are wrong', () => {
  const partial = (contentRange: string | undefined): Misbehaviour => withHeaders({ 'content-range': contentRange });
  it.each([
    ['none', undefined],
    ['another start', 'bytes 0-199999/300000'],
    ['another end', 'bytes 100000-200000/300000'],
    ['another total', 'bytes 100000-299999/300001'],
    ['nonsense', 'bytes all'],
  ])('Content-Range: %s', async (_, contentRange) => {
    bench.registry.misbehave({ on: /blobs/, how: partial(contentRange) });
    bench.registry.misbehave({ on: /blobs/, times: 1, how: breakAfter(100_000) });
    await expect(read()).rejects.toMatchObject({
      code: 'registry/protocol',
      message: expect.stringContaining('asked for the bytes from 100000 to 299999'),
    });
  });

  it('416', async () => {
    bench.registry.misbehave({ on: /blobs/, how: answer(416) });
    bench.registry.misbehave({ on: /blobs/, times: 1, how: breakAfter(100_000) });
    await expect(read()).rejects.toMatchObject({ code: 'registry/protocol' });
  });
});

describe('blobs of another size than their descriptor says', () => {
  const unannounced = (change: (body: Buffer) => Uint8Array): Misbehaviour =>
    changeBody(change, { 'content-length': undefined, 'transfer-encoding': 'chunked' });

  it.each([
    ['longer, announced', changeBody((body) => Buffer.concat([body, Buffer.from('x')])), /has more/],
    ['shorter, announced', changeBody((body) => body.subarray(1)), /has 1 fewer/],
    ['longer, not announced', unannounced((body) => Buffer.concat([body, Buffer.from('x')])), /has more/],
    ['shorter, not announced', unannounced((body) => body.subarray(10)), /has 10 fewer/],
    ['empty', changeBody(() => Buffer.alloc(0)), /has 300000 fewer/],
  ])('%s', async (_, how, message) => {
    bench.registry.misbehave({ on: /blobs/, how });
    await expect(read()).rejects.toMatchObject({
      code: 'registry/size-mismatch',
      message: expect.stringMatching(message),
    });
    expect(ranges()).toHaveLength(1);
  });

  it('never gives more bytes than the descriptor says', async () => {
    bench.registry.misbehave({ on: /blobs/, how: unannounced((body) => Buffer.concat([body, body])) });
    let given = 0;
    const error = await (async () => {
      for await (const chunk of bench.client.blob(bench.reference, bench.descriptor, { signal })) given += chunk.length;
      return undefined;
    })().catch((reason: unknown) => reason as RegistryError);
    expect(error?.code).toBe('registry/size-mismatch');
    expect(given).toBeLessThanOrEqual(bench.descriptor.size);
  });

  it('an empty blob needs no request', async () => {
    expect(await read(0)).toHaveLength(0);
    expect(ranges()).toEqual([]);
  });
});
