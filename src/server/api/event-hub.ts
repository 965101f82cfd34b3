import { errorMessage } from '#core/errors.ts';
import type { Logger } from '#core/logger.ts';
import type { Change } from '#server/store/index.ts';

/** An event as browsers get it. */
export interface ServerEvent {
  readonly name: 'scan' | 'run' | 'status';
  readonly data: unknown;
}

/** Loads what has changed, as the API shows it; undefined where it is gone. */
export interface EventSources {
  scan(id: string): Promise<unknown>;
  run(id: string): Promise<unknown>;
  status(): Promise<unknown>;
}

/** Tells listeners of changes. */
export interface EventHub {
  /** Told of each change in the database. */
  changed(change: Change): void;
  subscribe(listener: (event: ServerEvent) => void): () => void;
  close(): void;
}

const gatherMs = 200;
/** Scans told of at once; of the rest of a large run its counts are enough. */
const maxScansAtOnce = 100;

/** Gathers changes for a moment, loads each changed thing once, and tells every listener: of what changes again, last what it is last. */
export function createEventHub(sources: EventSources, logger: Logger): EventHub {
  const listeners = new Set<(event: ServerEvent) => void>();
  let pending = new Map<string, Change>();
  let timer: NodeJS.Timeout | undefined;
  // One after another: what is loaded later must not be told of before what was loaded earlier.
  let flushed = Promise.resolve();
  const flush = async () => {
    const changes = [...pending.values()];
    pending = new Map();
    const scans = changes.filter(({ kind }) => kind === 'scan');
    const told = [...changes.filter(({ kind }) => kind !== 'scan'), ...scans.slice(-maxScansAtOnce)];
    for (const change of told) {
      const event = await load(change, sources);
      if (event?.data !== undefined) for (const listener of listeners) listener(event);
    }
  };
  return {
    changed: (change) => {
      if (listeners.size === 0) return;
      pending.set('id' in change ? `${change.kind} ${change.id}` : change.kind, change);
      timer ??= setTimeout(() => {
        timer = undefined;
        flushed = flushed
          .then(flush)
          .catch((error: unknown) => logger.warn({ error: errorMessage(error) }, 'cannot tell of changes'));
      }, gatherMs);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

async function load(change: Change, sources: EventSources): Promise<ServerEvent | undefined> {
  switch (change.kind) {
    case 'scan':
      return { name: 'scan', data: await sources.scan(change.id) };
    case 'run':
      return { name: 'run', data: await sources.run(change.id) };
    case 'advisories':
      return { name: 'status', data: await sources.status() };
  }
}
