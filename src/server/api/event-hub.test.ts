import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Logger, silentLogger } from '#core/logger.ts';
import { createEventHub, type EventSources, type ServerEvent } from './event-hub.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gathered = () => vi.advanceTimersByTimeAsync(1000);

function hub(sources: Partial<EventSources>, logger: Logger = silentLogger) {
  const unasked = () => Promise.reject(new Error('not asked for here'));
  const events = createEventHub({ scan: unasked, run: unasked, status: unasked, ...sources }, logger);
  const heard: ServerEvent[] = [];
  const leave = events.subscribe((event) => heard.push(event));
  return { events, heard, leave };
}

it('loads what changed several times within a moment once', async () => {
  const asked: string[] = [];
  const { events, heard } = hub({
    scan: async (id) => {
      asked.push(id);
      return { id };
    },
  });
  for (const id of ['1', '2', '1']) events.changed({ kind: 'scan', id });
  await gathered();
  expect(asked).toEqual(['1', '2']);
  expect(heard).toEqual(['1', '2'].map((id) => ({ name: 'scan', data: { id } })));
});

it('tells of what changes while it is loaded after that, however long loading takes', async () => {
  const answers = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()];
  let asked = 0;
  const { events, heard } = hub({
    run: () => {
      asked += 1;
      return answers[asked - 1]?.promise ?? Promise.resolve();
    },
  });
  events.changed({ kind: 'run', id: '1' });
  await gathered();
  events.changed({ kind: 'run', id: '1' });
  answers[1]?.resolve('done');
  await gathered();
  answers[0]?.resolve('running');
  await gathered();
  expect(heard.map(({ data }) => data)).toEqual(['running', 'done']);
});

it('goes on after something that cannot be loaded, and says so', async () => {
  const warned: unknown[] = [];
  const { events, heard } = hub(
    { status: async () => 'well' },
    { ...silentLogger, warn: (fields) => void warned.push(fields) },
  );
  events.changed({ kind: 'scan', id: '1' });
  await gathered();
  events.changed({ kind: 'advisories' });
  await gathered();
  expect(warned).toHaveLength(1);
  expect(heard).toEqual([{ name: 'status', data: 'well' }]);
});

it('tells nobody who has left, and loads nothing where nobody listens', async () => {
  const asked: string[] = [];
  const { events, heard, leave } = hub({ scan: async (id) => void asked.push(id) });
  leave();
  events.changed({ kind: 'scan', id: '1' });
  await gathered();
  expect([asked, heard]).toEqual([[], []]);
});
