import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Limits } from '#core/limits.ts';
import { redactUrl } from '#core/secret.ts';
import type { FileValidators } from '../database/feed-row.ts';
import { FeedFault } from './feed-fault.ts';

export interface DownloadTarget {
  readonly path: string;
  readonly maxBytes: number;
  /** What the server said last time: the download is spared where that still holds. */
  readonly known?: FileValidators;
}

export interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly limits: Pick<Limits, 'idleTimeoutMs'>;
  readonly signal: AbortSignal;
  readonly onBytes?: (bytes: number, size: number | undefined) => void;
}

export type Downloaded =
  | { readonly kind: 'downloaded'; readonly fingerprint: string; readonly validators: FileValidators }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'missing'; readonly status: number };

/** Downloads a file under a limit of size and of silence; throws a {@link FeedFault} where it does not arrive whole. */
export async function downloadFile(url: string, target: DownloadTarget, options: DownloadOptions): Promise<Downloaded> {
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), options.limits.idleTimeoutMs);
  const signal = AbortSignal.any([options.signal, idle.signal]);
  try {
    const response = await options.fetch(url, { signal, headers: requestHeaders(target.known) });
    if (response.status === 304 && target.known !== undefined) return { kind: 'unchanged' };
    if (response.status === 404 || response.status === 410) return { kind: 'missing', status: response.status };
    if (!response.ok) throw new FeedFault(`${redactUrl(url)} answered HTTP ${response.status}`);
    const fingerprint = await saveBody(response, target, (bytes, size) => {
      timer.refresh();
      options.onBytes?.(bytes, size);
    });
    return { kind: 'downloaded', fingerprint, validators: validatorsOf(response.headers) };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof FeedFault) throw error;
    if (idle.signal.aborted) {
      throw new FeedFault(
        `${redactUrl(url)} sent nothing for ${options.limits.idleTimeoutMs} ms (limits.idleTimeoutMs)`,
      );
    }
    throw new FeedFault(`cannot download ${redactUrl(url)}`, { cause: rootCause(error) });
  } finally {
    clearTimeout(timer);
  }
}

async function saveBody(
  response: Response,
  { path, maxBytes }: DownloadTarget,
  onBytes: (bytes: number, size: number | undefined) => void,
): Promise<string> {
  const length = response.headers.get('content-length');
  const size = length === null ? undefined : Number(length);
  const tooLarge = () =>
    new FeedFault(`${redactUrl(response.url)} is larger than ${maxBytes} bytes (limits.maxFeedBytes)`);
  if (size !== undefined && size > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const sum = createHash('sha256');
  const file = await open(path, 'wx');
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      sum.update(chunk);
      await file.write(chunk);
      onBytes(bytes, size);
    }
  } finally {
    await file.close();
  }
  return sum.digest('hex');
}

function requestHeaders(known: FileValidators | undefined): Record<string, string> {
  return {
    // Feeds are packed already, and their bytes are wanted as they are.
    'accept-encoding': 'identity',
    ...(known?.etag !== undefined && { 'if-none-match': known.etag }),
    ...(known?.lastModified !== undefined && { 'if-modified-since': known.lastModified }),
  };
}

function validatorsOf(headers: Headers): FileValidators {
  const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')];
  return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
}

/** fetch says "fetch failed" and hides what failed in its cause. */
function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
