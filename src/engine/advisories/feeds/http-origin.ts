import { join } from 'node:path';
import type { Limits } from '#core/limits.ts';
import { redactUrl } from '#core/secret.ts';
import type { FeedFile, FeedLocation } from '../advisory-source.ts';
import type { FeedRow } from '../database/feed-row.ts';
import { type Downloaded, downloadFile } from './download-file.ts';
import { FeedFault } from './feed-fault.ts';
import type { FeedOrigin, FetchedFeed } from './feed-origin.ts';
import { joinHashes } from './hash-files.ts';
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
  const readUrl = async (url: string) => {
    const to = { path: nextPath(), maxBytes: limits.maxResponseBytes };
    const answer = await downloadFile(url, to, { fetch, limits, signal });
    return answer.kind === 'downloaded' ? await readText(to.path, limits.maxResponseBytes) : undefined;
  };
  const mirror = {
    readText: (path: string) => readUrl(mirrorAddress(mirrorUrl ?? '', path)),
    listDirectories: async () => undefined,
    listFiles: async () => undefined,
  };
  return {
    ...(mirrorUrl === undefined ? { readUpstream: readUrl } : { mirror }),
    fetch: (location, previous) => new FeedDownload(location, previous, { ...options, nextPath }).run(),
  };
}

/** A file of a feed with its address, and what asking for it came to. */
interface Asked {
  readonly name: string;
  readonly url: string;
  readonly path: string;
  readonly answer: Downloaded;
}

class FeedDownload {
  readonly #location: FeedLocation;
  readonly #previous: FeedRow | undefined;
  readonly #options: HttpOriginOptions & { readonly nextPath: () => string };

  constructor(
    location: FeedLocation,
    previous: FeedRow | undefined,
    options: HttpOriginOptions & { readonly nextPath: () => string },
  ) {
    this.#location = location;
    this.#previous = previous;
    this.#options = options;
  }

  async run(): Promise<FetchedFeed> {
    let asked = await this.#askAll(true);
    const present = asked.filter(({ answer }) => answer.kind !== 'missing');
    if (present.length === 0) return this.#nothing(asked);
    const known = Object.keys(this.#previous?.validators ?? {});
    const isSame = present.length === known.length && present.every(({ answer }) => answer.kind === 'unchanged');
    if (isSame) return { kind: 'unchanged' };
    // A feed is read as a whole, so files that have not changed are needed where others have.
    if (present.some(({ answer }) => answer.kind === 'unchanged')) asked = await this.#askAll(false);
    return this.#fetched(asked);
  }

  async #askAll(conditionally: boolean): Promise<readonly Asked[]> {
    const asked: Asked[] = [];
    for (const file of this.#location.files) {
      const url = this.#addressOf(file);
      if (url !== undefined) asked.push(await this.#ask(file.mirrorPath, url, conditionally));
    }
    return asked;
  }

  async #ask(name: string, url: string, conditionally: boolean): Promise<Asked> {
    const { fetch, limits, signal, onBytes, nextPath } = this.#options;
    const path = nextPath();
    const known = this.#previous?.validators[name];
    const target = {
      path,
      maxBytes: limits.maxFeedBytes,
      ...(conditionally && known?.url === url && { known }),
    };
    const report = (bytes: number, size: number | undefined) => onBytes?.(this.#location.name, bytes, size);
    return { name, url, path, answer: await downloadFile(url, target, { fetch, limits, signal, onBytes: report }) };
  }

  #fetched(asked: readonly Asked[]): FetchedFeed {
    const had = asked.flatMap(({ name, url, path, answer }) =>
      answer.kind === 'downloaded'
        ? [{ name, url, path, hash: answer.fingerprint, validators: answer.validators }]
        : [],
    );
    const fingerprint = joinHashes(had);
    if (fingerprint === this.#previous?.fingerprint) return { kind: 'unchanged' };
    return {
      kind: 'fetched',
      files: had.map(({ name, path }) => ({ name, path })),
      fingerprint,
      validators: Object.fromEntries(had.map(({ name, url, validators }) => [name, { url, ...validators }])),
    };
  }

  #nothing([first]: readonly Asked[]): FetchedFeed {
    if (this.#location.optional === true || first === undefined) return { kind: 'absent' };
    const status = first.answer.kind === 'missing' ? first.answer.status : 0;
    throw new FeedFault(`there is nothing at ${redactUrl(first.url)} (HTTP ${status})`, { missing: true });
  }

  #addressOf({ upstream, mirrorPath }: FeedFile): string | undefined {
    const { mirrorUrl } = this.#options;
    return mirrorUrl === undefined ? upstream : mirrorAddress(mirrorUrl, mirrorPath);
  }
}

function mirrorAddress(root: string, path: string): string {
  return `${root.replace(/\/$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
