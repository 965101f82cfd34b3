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

export interface ChangeFeedOptions {
  readonly logger: Logger;
  readonly onChange: (change: Change) => void;
  /** How long it waits before it connects anew. */
  readonly reconnectMs?: number;
}

/** Listens for changes on a connection of its own, which is made anew whenever it breaks. */
export async function watchChanges(
  database: Pick<Database, 'connect'>,
  { logger, onChange, reconnectMs = 1000 }: ChangeFeedOptions,
): Promise<ChangeFeed> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  let listening = await listen(database, onChange);
  const keep = async () => {
    for (;;) {
      await Promise.race([listening.ended, stopped]);
      await delay(reconnectMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      // What has ended stays so: where no other can be had, it is tried again after a pause.
      listening = await listen(database, onChange).catch((error: unknown) => {
        logger.warn({ error: errorMessage(error) }, 'cannot listen for changes');
        return listening;
      });
    }
  };
  const kept = keep();
  return {
    close: async () => {
      stopping.abort();
      await kept;
      await listening.client.end().catch(() => undefined);
    },
  };
}

interface Listening {
  readonly client: pg.Client;
  /** Settles when the connection is gone. */
  readonly ended: Promise<void>;
}

async function listen({ connect }: Pick<Database, 'connect'>, onChange: (change: Change) => void): Promise<Listening> {
  const client = await connect();
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  client.on('notification', ({ channel, payload }) => {
    const change = readChange(channel, payload ?? '');
    if (change !== undefined) onChange(change);
  });
  try {
    await client.query('listen plimsoll_scan; listen plimsoll_run; listen plimsoll_advisories');
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return { client, ended };
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
