import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamRanges } from './stream-ranges.ts';
import { findAll, windowsOf } from './stream-windows.ts';

const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => index % 251));

async function* inChunks(sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  // One buffer for all, as a layer's chunks are valid until the next only.
  const buffer = Buffer.alloc(Math.max(...sizes));
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    const length = bytes.copy(buffer, 0, at, at + size);
    yield buffer.subarray(0, length);
    at += length;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 });

describe('stretches of a stream', () => {
  it('are given whole, whatever the chunks, and cut at its end', async () => {
    const wanted = fc.array(fc.tuple(fc.nat(21_000), fc.integer({ min: 1, max: 12_000 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sizes, wanted, async (chunks, stretches) => {
        const ranges = new StreamRanges({ maxBytes: 1_000_000 });
        const given: (Buffer | undefined)[] = stretches.map(() => undefined);
        for (const [index, [start, length]] of stretches.entries())
          ranges.want(start, length, (found) => (given[index] = Buffer.from(found)));
        for await (const window of windowsOf(inChunks(chunks), bytes.length)) ranges.take(window.bytes, window.start);
        ranges.end();
        expect(given).toEqual(stretches.map(([start, length]) => bytes.subarray(start, start + length)));
      }),
      { numRuns: 60 },
    );
  });

  it('that have gone by are given from what is kept, and empty from before that', async () => {
    const asked = async (recentBytes: number) => {
      const ranges = new StreamRanges({ maxBytes: 1000, recentBytes });
      const given: Buffer[] = [];
      for await (const { bytes: window, start } of windowsOf(inChunks([1000]), bytes.length)) {
        if (start + window.length === 15_000) ranges.want(500, 8, (found) => given.push(Buffer.from(found)));
        ranges.take(window, start);
      }
      ranges.end();
      return given;
    };
    expect(await asked(20_000)).toEqual([bytes.subarray(500, 508)]);
    expect(await asked(0)).toEqual([Buffer.alloc(0)]);
  });

  it('may be asked for when another is given', async () => {
    const ranges = new StreamRanges({ maxBytes: 1000 });
    const given: number[] = [];
    ranges.want(100, 1, () => ranges.want(200, 1, (found) => given.push(...found)));
    for await (const window of windowsOf(inChunks([5000]), bytes.length)) ranges.take(window.bytes, window.start);
    expect(given).toEqual([200]);
  });

  it('are not kept past the limit', () => {
    const ranges = new StreamRanges({ maxBytes: 10 });
    const given: number[] = [];
    ranges.want(0, 11, () => given.push(11));
    ranges.want(0, 10, () => given.push(10));
    ranges.want(0, 1, () => given.push(1));
    ranges.take(bytes.subarray(0, 100), 0);
    expect(given).toEqual([10]);
  });
});

it('a text in a stream is found once at each of its places, whatever the chunks', async () => {
  const text = Buffer.from([7, 8, 9]);
  const places = Array.from({ length: bytes.length }, (_, at) => at).filter((at) =>
    bytes.subarray(at, at + 3).equals(text),
  );
  await fc.assert(
    fc.asyncProperty(sizes, async (chunks) => {
      const found: number[] = [];
      for await (const window of windowsOf(inChunks(chunks), bytes.length)) found.push(...findAll(window, text));
      expect(found).toEqual(places);
    }),
    { numRuns: 60 },
  );
});
