import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { errorMessage } from '#core/errors.ts';
import type { Logger } from '#core/logger.ts';
import type { Database } from './database.ts';

/** Something that changed in the database, in whatever process. */
export type Change =
  | { readonly kind: 'scan'; readonly id: string }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'advisories' };

/** Tells of changes until it is closed. */
export interface ChangeFeed {
  close(): Promise<void>;
}

const reconnectMs = 1000;

/** Listens for changes on a connection of its own, which is made anew whenever it breaks. */
export async function watchChanges(
  database: Database,
  options: { readonly logger: Logger; readonly onChange: (change: Change) => void },
): Promise<ChangeFeed> {
  const stopped = new AbortController();
  let client = await listen(database, options.onChange);
  const keep = async () => {
    while (!stopped.signal.aborted) {
      await ended(client, stopped.signal);
      if (stopped.signal.aborted) return;
      await delay(reconnectMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      client = await listen(database, options.onChange).catch((error: unknown) => {
        options.logger.warn({ error: errorMessage(error) }, 'cannot listen for changes');
        return client;
      });
    }
  };
  const kept = keep();
  return {
    close: async () => {
      stopped.abort();
      await kept;
      await client.end().catch(() => undefined);
    },
  };
}

async function listen(database: Database, onChange: (change: Change) => void): Promise<pg.Client> {
  const client = await database.connect();
  client.on('notification', ({ channel, payload }) => {
    const change = readChange(channel, payload ?? '');
    if (change !== undefined) onChange(change);
  });
  await client.query('listen plimsoll_scan; listen plimsoll_run; listen plimsoll_advisories');
  return client;
}

function readChange(channel: string, id: string): Change | undefined {
  switch (channel) {
    case 'plimsoll_scan':
      return { kind: 'scan', id };
    case 'plimsoll_run':
      return { kind: 'run', id };
    case 'plimsoll_advisories':
      return { kind: 'advisories' };
    default:
      return undefined;
  }
}

function ended(client: pg.Client, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    client.once('error', done).once('end', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
