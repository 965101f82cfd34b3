import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompress } from './decompress.ts';

const text = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 97));
const pieces = [
  text.subarray(0, 1000),
  text.subarray(1000, 1000),
  text.subarray(1000, 200_000),
  text.subarray(200_000),
];

/** Chunks in one buffer that is written over: whoever keeps a chunk instead of its bytes sees it change. */
function chunksOf(bytes: Uint8Array, sizes: readonly number[]): () => Promise<Uint8Array | undefined> {
  const buffer = Buffer.alloc(Math.max(...sizes));
  let at = 0;
  let index = 0;
  return async () => {
    if (at >= bytes.length) return undefined;
    const piece = bytes.subarray(at, at + (sizes[index++ % sizes.length] ?? 1));
    buffer.fill(0xff).set(piece);
    at += piece.length;
    return buffer.subarray(0, piece.length);
  };
}

async function unpack(bytes: Uint8Array, sizes: readonly number[]) {
  const told: string[] = [];
  const unpacked: Buffer[] = [];
  for await (const chunk of decompress(chunksOf(bytes, sizes), { onDetected: (compression) => told.push(compression) }))
    unpacked.push(Buffer.from(chunk));
  return { told, bytes: Buffer.concat(unpacked) };
}

describe('what is unpacked', () => {
  it.each<[string, Uint8Array, string]>([
    ['plain bytes', text, 'none'],
    ['gzip', gzipSync(text), 'gzip'],
    ['gzip members on end', Buffer.concat(pieces.map((piece) => gzipSync(piece))), 'gzip'],
    ['gzip with something behind it', Buffer.concat([gzipSync(text), Buffer.alloc(1000)]), 'gzip'],
    ['zstd', zstdCompressSync(text), 'zstd'],
    ['zstd frames on end', Buffer.concat(pieces.map((piece) => zstdCompressSync(piece))), 'zstd'],
    [
      'many small zstd frames',
      Buffer.concat(Array.from({ length: 3000 }, () => zstdCompressSync(text.subarray(0, 100)))),
      'zstd',
    ],
  ])('%s, whatever the chunks', async (_name, packed, compression) => {
    const whole = await unpack(packed, [packed.length]);
    const sizes = fc.array(fc.oneof(fc.integer({ min: 100, max: 900 }), fc.integer({ min: 1000, max: 500_000 })), {
      minLength: 2,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (chunks) => {
        const some = await unpack(packed, [...chunks, 70_000]);
        expect(some.bytes.equals(whole.bytes)).toBe(true);
        expect(some.told).toEqual([compression]);
      }),
      { numRuns: 5 },
    );
    const expected = _name === 'many small zstd frames' ? 300_000 : text.length;
    expect(whole.bytes.length).toBe(expected);
  });
});
