import { describe, expect, it } from 'vitest';
import { createTurns, type EndTurn } from './turns.ts';

const { signal } = new AbortController();
const waits = { signal, waits: true };

describe('turns', () => {
  it('go in the order in which they are asked for, one at a time, each key for itself', async () => {
    const turns = createTurns();
    const order: string[] = [];
    const first = await turns.take('a', waits);
    const later = ['2', '3'].map(async (name) => {
      const end = await turns.take('a', waits);
      order.push(name);
      await end?.();
    });
    const other = await turns.take('b', waits);
    order.push('other');
    await first?.();
    await Promise.all(later);
    await other?.();
    expect(order).toEqual(['other', '2', '3']);
  });

  it('is not given to who does not wait while somebody has it, and to whoever comes after that', async () => {
    const turns = createTurns();
    const end = await turns.take('a', waits);
    expect(await turns.take('a', { signal, waits: false })).toBeUndefined();
    await end?.();
    expect(await turns.take('a', { signal, waits: false })).toBeTypeOf('function');
  });

  it('that is ended twice does not end the next one', async () => {
    const turns = createTurns();
    const end = await turns.take('a', waits);
    const next = turns.take('a', waits);
    await end?.();
    await end?.();
    const endNext = await next;
    expect(await turns.take('a', { signal, waits: false })).toBeUndefined();
    await endNext?.();
  });

  it('passes over who has stopped waiting', async () => {
    const turns = createTurns();
    const end = await turns.take('a', waits);
    const stop = new AbortController();
    const stopped = turns.take('a', { signal: stop.signal, waits: true });
    const next = turns.take('a', waits);
    stop.abort(new Error('cancelled'));
    await expect(stopped).rejects.toThrow('cancelled');
    await end?.();
    expect(await next).toBeTypeOf('function');
  });

  it('asked for after an abort is not given', async () => {
    const turns = createTurns();
    await expect(turns.take('a', { signal: AbortSignal.abort(new Error('cancelled')), waits: true })).rejects.toThrow(
      'cancelled',
    );
    expect(await turns.take('a', { signal, waits: false })).toBeTypeOf('function');
  });

  it('that is waited for too long is given all the same, and then belongs to who has it still', async () => {
    const turns = createTurns(1);
    const end = await turns.take('a', waits);
    const impatient = (await turns.take('a', waits)) as EndTurn;
    await impatient();
    expect(await turns.take('a', { signal, waits: false })).toBeUndefined();
    await end?.();
    expect(await turns.take('a', { signal, waits: false })).toBeTypeOf('function');
  });
});
