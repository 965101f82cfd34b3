import { join } from 'node:path';
import type { Limits } from '#core/limits.ts';
import { redactUrl } from '#core/secret.ts';
import type { FeedLocation } from '../advisory-source.ts';
import { downloadFile } from './download-file.ts';
import { FeedFault } from './feed-fault.ts';
import type { FeedOrigin } from './feed-origin.ts';
import { readText } from './read-text.ts';

export interface HttpOriginOptions {
  /** Root of a mirror; absent means each feed's publisher. */
  readonly mirrorUrl?: string;
  /** An empty directory for downloads. */
  readonly directory: string;
  readonly fetch: typeof globalThis.fetch;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly onBytes?: (feed: string, bytes: number, size: number | undefined) => void;
}

/** Feeds that are downloaded, asking first whether they have changed since the last time (RFC 9110 §13, conditional requests). */
export function httpOrigin(options: HttpOriginOptions): FeedOrigin {
  const { mirrorUrl, fetch, limits, signal } = options;
  let downloads = 0;
  const nextPath = () => join(options.directory, `feed-${++downloads}`);
  const addressOf = (location: FeedLocation) =>
    mirrorUrl === undefined ? location.upstream : mirrorAddress(mirrorUrl, location.mirrorPath);
  const mirror = {
    readText: async (path: string) => {
      const to = { path: nextPath(), maxBytes: limits.maxResponseBytes };
      const answer = await downloadFile(mirrorAddress(mirrorUrl ?? '', path), to, { fetch, limits, signal });
      return answer.kind === 'downloaded' ? await readText(to.path, limits.maxResponseBytes) : undefined;
    },
    listDirectories: async () => undefined,
  };
  return {
    ...(mirrorUrl !== undefined && { mirror }),
    fetch: async (location, previous) => {
      const url = addressOf(location);
      const path = nextPath();
      const answer = await downloadFile(
        url,
        {
          path,
          maxBytes: limits.maxFeedBytes,
          ...(previous?.validators.url === url && { known: previous.validators }),
        },
        { fetch, limits, signal, onBytes: (bytes, size) => options.onBytes?.(location.name, bytes, size) },
      );
      if (answer.kind === 'unchanged') return answer;
      if (answer.kind === 'missing') {
        if (location.optional === true) return { kind: 'absent' };
        throw new FeedFault(`there is nothing at ${redactUrl(url)} (HTTP ${answer.status})`, { missing: true });
      }
      const { fingerprint, validators } = answer;
      if (fingerprint === previous?.fingerprint) return { kind: 'unchanged' };
      return { kind: 'fetched', paths: [path], fingerprint, validators: { url, ...validators } };
    },
  };
}

function mirrorAddress(root: string, path: string): string {
  return `${root.replace(/\/$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
