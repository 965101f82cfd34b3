import { describe, expect, it } from 'vitest';
import { forEachConcurrently } from './for-each-concurrently.ts';

const { signal } = new AbortController();

describe('forEachConcurrently', () => {
  it('works on a few at a time, and on all', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await forEachConcurrently([1, 2, 3, 4, 5], { atOnce: 2, signal }, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      done.push(item);
    });
    expect([most, done.sort((a, b) => a - b)]).toEqual([2, [1, 2, 3, 4, 5]]);
  });

  it('ends the others when one fails, and throws that failure', async () => {
    const started: number[] = [];
    const ended: unknown[] = [];
    const failing = forEachConcurrently([1, 2, 3, 4], { atOnce: 2, signal }, async (item, either) => {
      started.push(item);
      if (item === 1) throw new Error('first');
      await new Promise((_resolve, reject) => {
        either.addEventListener('abort', () => {
          ended.push(item);
          reject(either.reason);
        });
        if (either.aborted) reject(either.reason);
      });
    });
    await expect(failing).rejects.toThrow('first');
    expect(started).toEqual([1, 2]);
  });

  it('does nothing once it is aborted', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    const work = async () => expect.unreachable();
    await expect(forEachConcurrently([1], { atOnce: 2, signal: stopped }, work)).rejects.toThrow('stopped');
    await expect(forEachConcurrently([], { atOnce: 2, signal }, work)).resolves.toBeUndefined();
  });
});
