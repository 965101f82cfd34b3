import type { Limits } from '#core/limits.ts';
import type { RegistryConnection } from '../registry-connection.ts';
import { RegistryError } from '../registry-error.ts';
import { describeNetworkError } from './network-error.ts';
import type { HttpResponse } from './transport.ts';

export interface BodyOptions {
  readonly limits: Limits;
  readonly connection: RegistryConnection;
  readonly signal: AbortSignal;
}

/** A server that sends less than this while it is waited for `idleTimeoutMs` is given up: 1 KiB/s at the default 30 s. */
const minBytesPerIdleTimeout = 30 * 1024;
/** A body that is read whole may take this many idle timeouts in all, whatever its pace. */
const maxIdleTimeoutsPerBody = 4;

/**
 * The bytes of a body as they arrive. Fails with `registry/timeout` where they drip, counting only the time spent waiting
 * for the server, and with a retriable error where the connection breaks; an abort throws the signal's reason.
 */
export async function* readChunks(response: HttpResponse, options: BodyOptions): AsyncGenerator<Uint8Array> {
  const iterator = response.body[Symbol.asyncIterator]();
  const pace = new Pace(options.limits.idleTimeoutMs);
  try {
    for (;;) {
      const next = await pace.measure(() => nextChunk(iterator, response, options));
      if (next.done === true) return;
      if (!pace.holds(next.value.length)) {
        const message = `${response.url.host} sends too slowly: less than ${minBytesPerIdleTimeout} bytes in ${options.limits.idleTimeoutMs} ms`;
        throw new RegistryError('registry/timeout', message, { retriable: true });
      }
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A whole body of at most `maxBytes`; a longer one fails with `registry/too-large`, naming the limit. */
export async function readWhole(
  response: HttpResponse,
  maxBytes: { readonly name: keyof Limits; readonly of: string },
  options: BodyOptions,
): Promise<Uint8Array> {
  const limit = options.limits[maxBytes.name];
  const tooLarge = () =>
    new RegistryError(
      'registry/too-large',
      `${maxBytes.of} from ${response.url.host} has more than ${limit} bytes (limits.${maxBytes.name})`,
    );
  if (Number(response.header('content-length') ?? 0) > limit) {
    response.discard();
    throw tooLarge();
  }
  const deadline = AbortSignal.timeout(maxIdleTimeoutsPerBody * options.limits.idleTimeoutMs);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readChunks(response, options)) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    if (deadline.aborted) {
      const message = `${maxBytes.of} from ${response.url.host} took too long (${maxIdleTimeoutsPerBody} × limits.idleTimeoutMs)`;
      throw new RegistryError('registry/timeout', message, { retriable: true });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function nextChunk(
  iterator: AsyncIterator<Uint8Array>,
  response: HttpResponse,
  { signal, connection }: BodyOptions,
): Promise<IteratorResult<Uint8Array>> {
  try {
    return await iterator.next();
  } catch (error) {
    signal.throwIfAborted();
    throw describeNetworkError(error, response.url, connection);
  }
}

/** Compares what arrived with the time spent waiting for it, a window of `windowMs` after the other. */
class Pace {
  readonly #windowMs: number;
  #waitedMs = 0;
  #bytes = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  async measure<T>(wait: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await wait();
    } finally {
      this.#waitedMs += performance.now() - start;
    }
  }

  /** Counts a chunk; false where a full window brought too little. */
  holds(bytes: number): boolean {
    this.#bytes += bytes;
    if (this.#waitedMs < this.#windowMs) return true;
    const enough = this.#bytes >= minBytesPerIdleTimeout;
    this.#waitedMs = 0;
    this.#bytes = 0;
    return enough;
  }
}
