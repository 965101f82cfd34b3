import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ByteSource, ChunkSource } from './byte-source.ts';

const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 253));

/** Chunks in one buffer that is written over: whoever keeps a chunk instead of its bytes sees it change. */
function chunksOf(sizes: readonly number[]): () => Promise<Uint8Array | undefined> {
  const buffer = Buffer.alloc(Math.max(...sizes));
  let at = 0;
  let index = 0;
  return async () => {
    if (at >= bytes.length) return undefined;
    const length = bytes.copy(buffer.fill(0xff), 0, at, at + (sizes[index++ % sizes.length] ?? 1));
    at += length;
    return buffer.subarray(0, length);
  };
}

type Step = readonly ['read' | 'peek' | 'chunk' | 'skip', number];

/** What a step gives, and how many bytes were passed over by it. */
async function take(source: ByteSource, [what, count]: Step): Promise<readonly [Buffer, number]> {
  if (what === 'skip') {
    const skipped = await source.skip(count);
    return [Buffer.alloc(0), skipped];
  }
  const given = Buffer.from((await source[what](count)) ?? []);
  return [given, what === 'peek' ? 0 : given.length];
}

it('bytes come in order, whatever the chunks and however they are asked for', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 });
  const step = fc.tuple(
    fc.constantFrom('read', 'peek', 'chunk', 'skip'),
    fc.integer({ min: 1, max: 1200 }),
  ) as fc.Arbitrary<Step>;
  await fc.assert(
    fc.asyncProperty(sizes, fc.array(step, { maxLength: 30 }), async (chunks, steps) => {
      const source = new ChunkSource(chunksOf(chunks));
      let at = 0;
      for (const [what, count] of steps) {
        const [given, passed] = await take(source, [what, count]);
        const left = Math.min(count, bytes.length - at);
        expect(given.equals(bytes.subarray(at, at + given.length))).toBe(true);
        if (what === 'read' || what === 'peek') expect(given.length).toBe(left);
        if (what === 'skip') expect(passed).toBe(left);
        if (what === 'chunk') expect(given.length > 0).toBe(left > 0);
        at += passed;
      }
    }),
    { numRuns: 200 },
  );
});
