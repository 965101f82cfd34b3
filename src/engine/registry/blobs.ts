import type { Descriptor } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { Limits } from '#core/limits.ts';
import { parseContentRange } from './http/content-range.ts';
import { readChunks } from './http/read-body.ts';
import { pause, type Retry } from './http/retry.ts';
import type { Session, SessionRequest } from './http/session.ts';
import type { HttpResponse } from './http/transport.ts';
import type { RegistryConnection } from './registry-connection.ts';
import { RegistryError } from './registry-error.ts';

export interface BlobSettings {
  readonly session: Session;
  readonly connection: RegistryConnection;
  readonly limits: Limits;
  readonly retry: Retry;
}

/** A connection that brought this much counts as progress: failures before it no longer count against `attempts`. */
const progressBytes = 8 * 1024 * 1024;

/**
 * The bytes of a blob as stored: exactly `descriptor.size` of them, or a {@link RegistryError}. Its digest is left to the
 * reader, which hashes anyhow. A connection that breaks is taken up where it broke (`Range`); a server that starts over
 * instead has what is known already skipped.
 */
export async function* streamBlob(
  settings: BlobSettings,
  reference: ImageReference,
  descriptor: Descriptor,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const request = blobRequest(settings.session, reference, descriptor, signal);
  let given = 0;
  let failures = 0;
  while (given < descriptor.size) {
    const start = given;
    try {
      for await (const chunk of readFrom(settings, request, given, descriptor.size)) {
        given += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      failures = given - start >= progressBytes ? 1 : failures + 1;
      const isOver = failures >= settings.retry.attempts || !(error instanceof BrokenBody);
      if (isOver) throw error instanceof BrokenBody ? error.error : error;
      await pause(error.error, failures, settings.retry, signal);
    }
  }
}

/** Statuses by which registries, or the storage they send to, refuse HEAD. */
const noHead: ReadonlySet<number | undefined> = new Set([400, 403, 405, 501]);

/** How many bytes a blob has, as the registry says: for manifests that do not (Docker schema 1). */
export async function blobSize(
  session: Session,
  reference: ImageReference,
  digest: Digest,
  signal: AbortSignal,
): Promise<number> {
  const request = blobRequest(session, reference, { digest }, signal);
  const sizeBy = async (method: 'GET' | 'HEAD') => {
    const response = await session.open({ ...request, method });
    response.discard();
    const length = response.header('content-length');
    return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  };
  const size = await sizeBy('HEAD').catch((error: unknown) => {
    if (error instanceof RegistryError && noHead.has(error.status)) return undefined;
    throw error;
  });
  const known = size ?? (await sizeBy('GET'));
  if (known !== undefined) return known;
  throw new RegistryError('registry/protocol', `${request.what}: the registry does not say how large it is`);
}

/** A body that broke off, as opposed to a request that failed after the session's own retries. */
class BrokenBody extends Error {
  readonly error: RegistryError;

  constructor(error: RegistryError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}

async function* readFrom(
  { session, limits, connection }: BlobSettings,
  request: SessionRequest,
  offset: number,
  size: number,
): AsyncGenerator<Uint8Array> {
  const headers = offset === 0 ? {} : { range: `bytes=${offset}-` };
  const response = await session.open({ ...request, headers });
  let toSkip = bytesToSkip(response, { offset, size, what: request.what });
  let left = size - offset;
  for await (const chunk of breakable(readChunks(response, { limits, connection, signal: request.signal }))) {
    const fresh = toSkip === 0 ? chunk : chunk.subarray(Math.min(toSkip, chunk.length));
    toSkip -= chunk.length - fresh.length;
    if (fresh.length === 0) continue;
    if (fresh.length > left) throw wrongSize(request.what, size, 'more');
    left -= fresh.length;
    yield fresh;
  }
  if (left > 0) throw wrongSize(request.what, size, `${left} fewer`);
}

/** Where in the blob an answer starts, and whether its length can be right. */
function bytesToSkip(
  response: HttpResponse,
  { offset, size, what }: { readonly offset: number; readonly size: number; readonly what: string },
): number {
  const isPartial = response.status === 206;
  const range = isPartial ? parseContentRange(response.header('content-range')) : undefined;
  if (isPartial && (range?.start !== offset || range.end !== size - 1 || (range.total ?? size) !== size)) {
    response.discard();
    const found = response.header('content-range')?.slice(0, 100) ?? 'no Content-Range';
    const message = `${what}: asked for the bytes from ${offset} to ${size - 1}, ${response.url.host} sent ${found}`;
    throw new RegistryError('registry/protocol', message);
  }
  const length = response.header('content-length');
  const expected = isPartial ? size - offset : size;
  if (length !== undefined && Number(length) !== expected) {
    response.discard();
    const difference = Number(length) > expected ? 'more' : `${expected - Number(length)} fewer`;
    throw wrongSize(what, size, difference);
  }
  return isPartial ? 0 : offset;
}

async function* breakable(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof RegistryError && error.retriable ? new BrokenBody(error) : error;
  }
}

function blobRequest(
  session: Session,
  reference: ImageReference,
  { digest }: Pick<Descriptor, 'digest'>,
  signal: AbortSignal,
): SessionRequest {
  return {
    method: 'GET',
    url: new URL(`/v2/${reference.repository}/blobs/${digest}`, session.origin),
    scope: `repository:${reference.repository}:pull`,
    what: `blob ${digest} of ${reference.registry}/${reference.repository}`,
    signal,
  };
}

function wrongSize(what: string, size: number, difference: string): RegistryError {
  const message = `${what}: its descriptor says ${size} bytes, the registry has ${difference}`;
  return new RegistryError('registry/size-mismatch', message);
}
