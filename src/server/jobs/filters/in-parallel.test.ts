import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

const numbers = Array.from({ length: 20 }, (_, index) => index);

it('gives results in the order of the items, several under way at once', async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  const doubled = inParallel(numbers, async (number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    most = Math.max(most, waiting.length);
    // The last that has begun ends first.
    if (number === numbers.length - 1 || waiting.length === 8) for (const end of waiting.splice(0).reverse()) end();
    await promise;
    return 2 * number;
  });
  expect(await doubled).toEqual(numbers.map((number) => 2 * number));
  expect(most).toBe(8);
});

it('begins no more after a failure, and throws that once what was under way has ended', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const held = Promise.withResolvers<void>();
  const all = inParallel(numbers, async (number) => {
    begun.push(number);
    if (number === 3) throw new Error('not this one');
    await held.promise;
    ended.push(number);
    if (number === 4) throw new Error('nor that one');
  });
  const state = Promise.race([all, Promise.resolve('under way')]);
  expect(await state).toBe('under way');
  held.resolve();
  await expect(all).rejects.toThrow('not this one');
  expect([begun, ended]).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7],
    [0, 1, 2, 4, 5, 6, 7],
  ]);
});

it('does nothing where there is nothing to do', async () => {
  expect(await inParallel([], () => Promise.reject(new Error('not asked for')))).toEqual([]);
});
