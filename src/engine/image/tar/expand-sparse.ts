import type { SparseFile } from './read-sparse-file.ts';

const zeros = new Uint8Array(64 * 1024);

/** The content of a sparse file with its holes as zeros; `stored` gives the next stored bytes, at most as many as asked. */
export async function* expandSparse(
  file: SparseFile,
  stored: (maxBytes: number) => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for (const segment of file.segments) {
    yield* hole(segment.offset - position);
    for (let left = segment.length; left > 0; ) {
      const chunk = await stored(left);
      left -= chunk.length;
      yield chunk;
    }
    position = segment.offset + segment.length;
  }
  yield* hole(file.realSize - position);
}

function* hole(length: number): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= zeros.length) yield zeros.subarray(0, Math.min(left, zeros.length));
}
