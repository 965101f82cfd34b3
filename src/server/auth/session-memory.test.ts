import { describe, expect, it } from 'vitest';
import type { SignedIn } from '#server/store/index.ts';
import { createSessionMemory } from './session-memory.ts';

const token = Buffer.from('token');

/** A memory over a database of which the test says what it holds, at a time that the test sets. */
function open(expiresAfterMs = 60_000) {
  const sessions = new Map<string, SignedIn>();
  const clock = { now: 0 };
  const asked: string[] = [];
  const add = (name: string) =>
    sessions.set(name, {
      id: name,
      username: name,
      passwordHash: '',
      role: 'reader',
      expiresAt: new Date(expiresAfterMs),
    });
  add('token');
  const lookUp = async (hash: Buffer) => {
    asked.push(hash.toString());
    if (hash.toString() === 'broken') throw new Error('the database is gone');
    return sessions.get(hash.toString());
  };
  return { sessions, clock, asked, add, memory: createSessionMemory({ lookUp, now: () => clock.now }) };
}

describe('a session', () => {
  it('is looked up once for what is asked within a second', async () => {
    const { memory, asked, clock } = open();
    const found = await Promise.all([memory.find(token), memory.find(token)]);
    clock.now = 999;
    expect([...found, await memory.find(token)].map((one) => one?.username)).toEqual(['token', 'token', 'token']);
    expect(asked).toEqual(['token']);
  });

  it('is looked up again after a second, and then may have ended', async () => {
    const { memory, sessions, clock } = open();
    await memory.find(token);
    sessions.clear();
    clock.now = 1000;
    expect(await memory.find(token)).toBeUndefined();
  });

  it('that has ended here is not let in any more', async () => {
    const { memory, sessions } = open();
    await memory.find(token);
    sessions.clear();
    memory.forget();
    expect(await memory.find(token)).toBeUndefined();
  });

  it('that ends while it is remembered is not let in any more', async () => {
    const { memory, clock } = open(500);
    expect(await memory.find(token)).toBeDefined();
    clock.now = 500;
    expect(await memory.find(token)).toBeUndefined();
  });

  it('that was not there is found as soon as it is', async () => {
    const { memory, add } = open();
    expect(await memory.find(Buffer.from('later'))).toBeUndefined();
    add('later');
    expect(await memory.find(Buffer.from('later'))).toBeDefined();
  });

  it('of another token is another', async () => {
    const { memory, add } = open();
    add('other');
    const names = await Promise.all(['token', 'other'].map((name) => memory.find(Buffer.from(name))));
    expect(names.map((one) => one?.username)).toEqual(['token', 'other']);
  });

  it('is not remembered where it could not be looked up', async () => {
    const { memory, asked } = open();
    for (let time = 0; time < 2; time += 1) {
      await expect(memory.find(Buffer.from('broken'))).rejects.toThrow('the database is gone');
    }
    expect(asked).toHaveLength(2);
  });

  it('is one of a thousand at most that are remembered', async () => {
    const { memory, asked, add } = open();
    await memory.find(token);
    for (let name = 0; name < 1100; name += 1) {
      add(`${name}`);
      await memory.find(Buffer.from(`${name}`));
    }
    await memory.find(token);
    expect(asked.filter((name) => name === 'token')).toHaveLength(2);
  });
});
