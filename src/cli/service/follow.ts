import { setTimeout as delay } from 'node:timers/promises';
import { isRecord } from '#core/json.ts';
import { readServerEvents } from './server-events.ts';
import type { Service } from './service.ts';

/** Something at the service that goes through states until it has ended. */
export interface Followed<Thing> {
  /** The name of its events. */
  readonly event: 'scan' | 'run';
  readonly id: string;
  load(): Promise<Thing>;
  hasEnded(thing: Thing): boolean;
  /** Told of it whenever something may have changed. */
  onChange?(thing: Thing): void;
  /** How often it is asked for besides: events may be lost, or not come through a proxy. 2 seconds, unless given. */
  readonly askEveryMs?: number;
}

/** Waits until something at the service has ended: by its events, and by asking now and then. Returns it as it is then. */
export async function follow<Thing>(followed: Followed<Thing>, service: Service): Promise<Thing> {
  const stop = new AbortController();
  const nextChange = listen(followed, service, stop.signal);
  try {
    for (;;) {
      const thing = await followed.load();
      followed.onChange?.(thing);
      if (followed.hasEnded(thing)) return thing;
      await nextChange();
    }
  } finally {
    stop.abort();
  }
}

/** Listens to events until stopped. What it returns waits for one that tells of the thing, or for a while. */
function listen<Thing>(followed: Followed<Thing>, service: Service, stop: AbortSignal): () => Promise<void> {
  let changed = Promise.withResolvers<void>();
  const run = async () => {
    for await (const { name, data } of readServerEvents(await service.stream('/scans/events', { signal: stop }))) {
      if (name === followed.event && isRecord(data) && data.id === followed.id) changed.resolve();
    }
  };
  // Where there are no events, asking is enough.
  run().catch(() => undefined);
  return async () => {
    const waited = new AbortController();
    const signal = AbortSignal.any([stop, service.signal, waited.signal]);
    const pause = delay(followed.askEveryMs ?? 2_000, undefined, { signal }).catch(() => undefined);
    await Promise.race([changed.promise, pause]);
    waited.abort();
    changed = Promise.withResolvers();
  };
}
