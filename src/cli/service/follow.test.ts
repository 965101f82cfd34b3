import { expect, it } from 'vitest';
import { follow } from './follow.ts';
import type { Service } from './service.ts';

interface Thing {
  readonly id: string;
  readonly step: number;
}

/** A service whose events are `events`, then silence until it is told to stop; the thing gets on by a step whenever it is asked for. */
function stand(events: readonly string[], askEveryMs: number) {
  const asked: number[] = [];
  const stopped: boolean[] = [];
  const service = {
    signal: new AbortController().signal,
    stream: async (_: string, options?: { readonly signal?: AbortSignal }) =>
      (async function* () {
        yield* events.map((text) => Buffer.from(`${text}\n\n`));
        const { signal } = options ?? {};
        if (signal?.aborted !== true) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        stopped.push(true);
      })(),
  } satisfies Pick<Service, 'signal' | 'stream'>;
  const followed = {
    event: 'scan' as const,
    id: 'mine',
    askEveryMs,
    load: async (): Promise<Thing> => {
      asked.push(asked.length);
      return { id: 'mine', step: asked.length };
    },
    hasEnded: ({ step }: Thing) => step >= 2,
  };
  return { asked, stopped, service: service as unknown as Service, followed };
}

it('asks again when an event tells of the thing, and stops listening at the end', async () => {
  const { asked, stopped, service, followed } = stand(['event: scan\ndata: {"id":"mine"}'], 3_600_000);
  expect(await follow(followed, service)).toEqual({ id: 'mine', step: 2 });
  expect(asked.length).toBe(2);
  await expect.poll(() => stopped).toEqual([true]);
});

it.each([
  ['events of others', ['event: scan\ndata: {"id":"other"}', 'event: run\ndata: {"id":"mine"}']],
  ['nothing', []],
])('hears %s, and asks by itself after a while', async (_, events) => {
  const { asked, service, followed } = stand(events, 20);
  expect(await follow(followed, service)).toEqual({ id: 'mine', step: 2 });
  expect(asked.length).toBe(2);
});

it('gets by without events', async () => {
  const { service, followed } = stand([], 20);
  const deaf = { ...service, stream: () => Promise.reject(new Error('no events here')) } as Service;
  expect(await follow(followed, deaf)).toEqual({ id: 'mine', step: 2 });
});
