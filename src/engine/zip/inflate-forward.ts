import { createInflateRaw, type InflateRaw } from 'node:zlib';
import type { ForwardBytes } from './forward-bytes.ts';
import { methods } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

const pieceBytes = 64 * 1024;
const chunkBytes = 256 * 1024;

/**
 * Unpacks a deflated entry that begins at the next byte and takes no byte that is not of it, so that its packed size need not be
 * known. Throws `zip/truncated`, `zip/damaged`, or `zip/unsupported` for another method. Memory is a chunk of each side, whatever the entry unpacks to.
 */
export async function* inflateForward(bytes: ForwardBytes, method: number): AsyncGenerator<Uint8Array> {
  if (method !== methods.deflated) throw new ZipError('zip/unsupported', `it is packed with method ${method}`);
  const engine = createInflateRaw({ chunkSize: chunkBytes });
  const source: { failure?: { readonly error: unknown } } = {};
  const feeding = feed(bytes, engine).catch((error: unknown) => {
    source.failure = { error };
    engine.destroy();
  });
  try {
    for await (const chunk of engine) yield chunk as Uint8Array;
  } catch (error) {
    if (source.failure !== undefined) throw source.failure.error;
    const isShort = error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';
    throw isShort
      ? new ZipError('zip/truncated', 'its packed bytes break off', { cause: error })
      : new ZipError('zip/damaged', 'it cannot be unpacked', { cause: error });
  } finally {
    engine.destroy();
    await feeding;
  }
}

/** One piece at a time, taken only as far as the engine has used it: what is left over belongs to the next entry. */
async function feed(bytes: ForwardBytes, engine: InflateRaw): Promise<void> {
  while (isOpen(engine)) {
    if (!(await bytes.need(1))) {
      engine.end();
      return;
    }
    const piece = bytes.window.subarray(0, pieceBytes);
    const before = engine.bytesWritten;
    await written(engine, piece);
    bytes.take(engine.bytesWritten - before);
  }
}

const isOpen = (engine: InflateRaw) => !engine.destroyed && !engine.readableEnded;

/** Until the engine has used what it wants of a piece: it answers no write that holds bytes beyond the end of the entry. */
function written(engine: InflateRaw, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      engine.off('end', done).off('close', done);
      resolve();
    };
    engine.on('end', done).on('close', done);
    engine.write(piece, done);
  });
}
