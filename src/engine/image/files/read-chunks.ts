import type { FileHandle } from 'node:fs/promises';

/** Each one is a way to the thread pool and back. */
const chunkBytes = 512 * 1024;

/**
 * The bytes of a file from `start` to `end`, or to where it breaks off, in chunks that are valid until the next is asked for: two buffers take turns,
 * one being read into while the other is worked on. A buffer of its own for each chunk costs more than the reading: the system clears its pages, and
 * V8 collects garbage for each few that are dropped.
 */
export async function* readChunks(
  file: FileHandle,
  { start, end, signal }: { readonly start: number; readonly end: number; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const bufferBytes = Math.min(chunkBytes, Math.max(0, end - start));
  let [current, other] = [Buffer.allocUnsafeSlow(bufferBytes), Buffer.allocUnsafeSlow(bufferBytes)];
  if (bufferBytes === 0) return;
  const readAt = (buffer: Buffer, position: number) => {
    const read = file.read(buffer, 0, Math.min(bufferBytes, end - position), position);
    // Whoever waits for it is told; it may fail while nobody does.
    read.catch(() => undefined);
    return read;
  };
  let reading = readAt(current, start);
  try {
    for (let position = start; ; ) {
      const { bytesRead } = await reading;
      signal.throwIfAborted();
      position += bytesRead;
      const isLast = bytesRead === 0 || position >= end;
      if (!isLast) reading = readAt(other, position);
      if (bytesRead > 0) yield current.subarray(0, bytesRead);
      if (isLast) return;
      [current, other] = [other, current];
    }
  } finally {
    // The file may be closed once this has ended.
    await reading.catch(() => undefined);
  }
}
