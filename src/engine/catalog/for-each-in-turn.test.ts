import { describe, expect, it } from 'vitest';
import { createTurns } from '#core/turns.ts';
import { forEachInTurn } from './for-each-in-turn.ts';

const { signal } = new AbortController();
const turnOf = (item: string) => item;

describe('forEachInTurn', () => {
  it('does what another is at last, once that has ended', async () => {
    const turns = createTurns();
    const endOther = await turns.take('a', { signal, waits: true });
    const done: string[] = [];
    await forEachInTurn(['a', 'b', 'c'], { turns, turnOf, atOnce: 2, signal }, async (item) => {
      done.push(item);
      if (item === 'c') await endOther?.();
    });
    expect(done).toEqual(['b', 'c', 'a']);
  });

  it('lets two with the same items in opposite orders through', async () => {
    const turns = createTurns();
    const done: string[] = [];
    const both = [
      ['a', 'b', 'c', 'd'],
      ['d', 'c', 'b', 'a'],
    ].map((items, who) =>
      forEachInTurn(items, { turns, turnOf, atOnce: 2, signal }, async (item) => {
        await new Promise(setImmediate);
        done.push(`${item}${who}`);
      }),
    );
    await Promise.all(both);
    expect(done.toSorted()).toEqual(['a0', 'a1', 'b0', 'b1', 'c0', 'c1', 'd0', 'd1']);
  });

  it('gives each turn back where the work fails', async () => {
    const turns = createTurns();
    const failing = forEachInTurn(['a', 'b'], { turns, turnOf, atOnce: 2, signal }, () =>
      Promise.reject(new Error('no such layer')),
    );
    await expect(failing).rejects.toThrow('no such layer');
    for (const key of ['a', 'b']) expect(await turns.take(key, { signal, waits: false })).toBeTypeOf('function');
  });

  it('waits for nobody where nobody shares turns', async () => {
    const done: string[] = [];
    await forEachInTurn(['a', 'a'], { turns: undefined, turnOf, atOnce: 2, signal }, async (item) => {
      done.push(item);
    });
    expect(done).toEqual(['a', 'a']);
  });
});
