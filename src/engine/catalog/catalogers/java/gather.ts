const firstCapacity = 64 * 1024;

/** Buffers for use one after the other: with a new one for each of hundreds of archives, a third of the time would go to collecting them. */
export interface BufferPool {
  /** One that is free, whatever its size. */
  take(): Buffer | undefined;
  give(buffer: Buffer): void;
}

/** The beginning of what came, and what is still to come where that is more than was asked for. */
export interface Gathered {
  readonly bytes: Uint8Array;
  readonly rest: AsyncIterable<Uint8Array> | undefined;
  /** What `bytes` lie in, to be given back. */
  readonly buffer: Buffer;
}

/** Gathers at most about `maxBytes`; what a header says of the size is not believed, so memory grows with what really comes. */
export async function gatherUpTo(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  pool: BufferPool,
): Promise<Gathered> {
  const iterator = chunks[Symbol.asyncIterator]();
  let buffer = pool.take() ?? Buffer.allocUnsafeSlow(Math.min(firstCapacity, maxBytes));
  let length = 0;
  for (;;) {
    const { done, value } = await iterator.next();
    if (done === true) return { bytes: buffer.subarray(0, length), rest: undefined, buffer };
    if (length + value.length > maxBytes) {
      return { bytes: buffer.subarray(0, length), rest: continued(Buffer.from(value), iterator), buffer };
    }
    if (length + value.length > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(maxBytes, Math.max(2 * buffer.length, length + value.length)));
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
    buffer.set(value, length);
    length += value.length;
  }
}

async function* continued(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (;;) {
      const { done, value } = await iterator.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
