import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import type { ImageSourceContext } from '../image-source.ts';
import { decompress } from '../layer/decompress.ts';

const chunkBytes = 256 * 1024;

/** Unpacks a gzip or zstd file to `target`, within the limits of a layer. */
export async function unpackArchive(path: string, target: string, context: ImageSourceContext): Promise<void> {
  const { signal, limits } = context;
  // Before the input, which nothing listens to until it is read: what it failed with meanwhile would end the process.
  const output = await open(target, 'w', 0o600);
  const input = createReadStream(path, { highWaterMark: chunkBytes });
  const chunks = input[Symbol.asyncIterator]();
  let packed = 0;
  const next = async () => {
    const { done, value } = await chunks.next();
    if (done === true) return undefined;
    packed += value.length;
    return value as Uint8Array;
  };
  try {
    const unpacked = limited(decompress(next), { path, limits, packedBytes: () => packed });
    await pipeline(unpacked, output.createWriteStream(), { signal });
  } finally {
    input.destroy();
  }
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  options: { readonly path: string; readonly limits: Limits; readonly packedBytes: () => number },
): AsyncGenerator<Uint8Array> {
  const { path, limits, packedBytes } = options;
  let count = 0;
  for await (const chunk of chunks) {
    count += chunk.length;
    if (count > limits.maxLayerUnpackedBytes) {
      throw new ImageError(
        'image/limit-exceeded',
        `${path} unpacks to more than limits.maxLayerUnpackedBytes (${limits.maxLayerUnpackedBytes})`,
      );
    }
    if (count > limits.compressionRatioGraceBytes && count > limits.maxCompressionRatio * packedBytes()) {
      throw new ImageError(
        'image/limit-exceeded',
        `${path} unpacks to more than limits.maxCompressionRatio (${limits.maxCompressionRatio}) for each byte`,
      );
    }
    yield chunk;
  }
}
