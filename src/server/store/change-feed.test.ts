import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { type Logger, silentLogger } from '#core/logger.ts';
import { type Change, type ChangeFeed, watchChanges } from './change-feed.ts';

/** A connection as pg has it: that it is lost is told by the server's last words, by the end of the socket, and by `end`. */
class FakeClient extends EventEmitter {
  readonly #query: () => Promise<void>;
  /** Settles once it is listened to. */
  readonly asked = Promise.withResolvers<void>();
  isEnded = false;

  constructor(query: () => Promise<void> = async () => undefined) {
    super();
    this.#query = query;
    // As `Database.connect` has it.
    this.on('error', () => undefined);
  }

  query(): Promise<void> {
    this.asked.resolve();
    return this.#query();
  }

  async end(): Promise<void> {
    this.isEnded = true;
  }

  lose(): void {
    this.emit('error', new Error('terminating connection due to administrator command'));
    this.emit('error', new Error('Connection terminated unexpectedly'));
    this.emit('end');
  }
}

let feed: ChangeFeed | undefined;
afterEach(() => feed?.close());

/** Watches by connections that are made one after another as `makers` say; the last of them makes all that follow. */
async function watch(...makers: readonly (() => FakeClient)[]) {
  const made: FakeClient[] = [];
  const heard: Change[] = [];
  const warned: unknown[] = [];
  const lastMade = Promise.withResolvers<FakeClient>();
  let asked = 0;
  const connect = async () => {
    const make = makers[Math.min(asked, makers.length - 1)];
    asked += 1;
    const client = make?.() ?? new FakeClient();
    made.push(client);
    if (asked === makers.length) lastMade.resolve(client);
    return client as unknown as pg.Client;
  };
  const logger: Logger = { ...silentLogger, warn: (fields) => void warned.push(fields) };
  feed = await watchChanges({ connect }, { logger, onChange: (change) => heard.push(change), reconnectMs: 1 });
  return { made, heard, warned, lastAsked: lastMade.promise.then(({ asked: one }) => one.promise) };
}

const refuse = () => {
  throw new Error('the database system is starting up');
};

it('tells what changed, and nothing of other channels', async () => {
  const { made, heard } = await watch(() => new FakeClient());
  for (const channel of ['plimsoll_scan', 'plimsoll_run', 'plimsoll_advisories', 'other'])
    made[0]?.emit('notification', { channel, payload: '7' });
  expect(heard).toEqual([{ kind: 'scan', id: '7' }, { kind: 'run', id: '7' }, { kind: 'advisories' }]);
});

it('connects anew once the connection is lost, and again where the database is not there yet', async () => {
  const next = () => new FakeClient();
  const { made, heard, warned, lastAsked } = await watch(next, refuse, refuse, next);
  made[0]?.lose();
  await lastAsked;
  made.at(-1)?.emit('notification', { channel: 'plimsoll_scan', payload: '8' });
  expect([made.length, warned.length]).toEqual([2, 2]);
  expect(heard).toEqual([{ kind: 'scan', id: '8' }]);
});

it('leaves no connection open on which it cannot listen', async () => {
  const { made, lastAsked } = await watch(
    () => new FakeClient(),
    () => new FakeClient(() => Promise.reject(new Error('lost'))),
    () => new FakeClient(),
  );
  made[0]?.lose();
  await lastAsked;
  expect(made.map(({ isEnded }) => isEnded)).toEqual([false, true, false]);
});

it('ends the connection when it is closed, and makes no other', async () => {
  const { made } = await watch(() => new FakeClient());
  await feed?.close();
  made[0]?.emit('end');
  expect(made.map(({ isEnded }) => isEnded)).toEqual([true]);
});
