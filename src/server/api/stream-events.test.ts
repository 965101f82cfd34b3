import { text } from 'node:stream/consumers';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EventHub, ServerEvent } from './event-hub.ts';
import { streamEvents } from './stream-events.ts';

let app: FastifyInstance;
let now: number;
let isIn: boolean;
let asked: number;
let tell: (event: ServerEvent) => void;
const listened = new Set<(event: ServerEvent) => void>();

beforeEach(async () => {
  now = 0;
  isIn = true;
  asked = 0;
  const events: EventHub = {
    changed: () => undefined,
    subscribe: (listener) => {
      listened.add(listener);
      return () => listened.delete(listener);
    },
    close: () => undefined,
  };
  tell = (event) => {
    for (const listener of listened) listener(event);
  };
  const admit = async () => {
    asked += 1;
    if (!isIn) throw new Error('signed out');
  };
  app = Fastify({ forceCloseConnections: true });
  app.get('/', (request, reply) => streamEvents(request, reply, { events, admit, now: () => new Date(now) }));
  await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(() => app.close());

async function open() {
  const address = app.server.address();
  const { body } = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
  if (body === null) throw new Error('the answer has no body');
  return body;
}

it('tells who is let in of each event, in order, and asks again no more than each second', async () => {
  const body = await open();
  tell({ name: 'scan', data: 1 });
  now = 1000;
  tell({ name: 'scan', data: 2 });
  tell({ name: 'scan', data: 3 });
  await new Promise((resolve) => setImmediate(resolve));
  tell({ name: 'scan', data: 4 });
  isIn = false;
  now = 2000;
  tell({ name: 'scan', data: 5 });
  expect((await text(body)).match(/(?<=data: )\d/g)).toEqual(['1', '2', '3', '4']);
  expect(asked).toBe(2);
});

it('ends at once where the head alone is asked for', async () => {
  const address = app.server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  const { headers } = await fetch(url, { method: 'HEAD' });
  expect([headers.get('content-type'), listened.size]).toEqual(['text/event-stream', 0]);
});

it('tells nothing to who has signed out, and ends', async () => {
  const body = await open();
  isIn = false;
  now = 1000;
  tell({ name: 'run', data: 'secret' });
  expect(await text(body)).not.toContain('secret');
  await app.close();
  expect(listened.size).toBe(0);
});
