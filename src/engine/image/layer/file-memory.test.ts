import { expect, it } from 'vitest';
import { maxHeldBytes } from '../layer-file.ts';
import { FileMemory } from './file-memory.ts';

it('the memory of one file is used again for the next', () => {
  const memory = new FileMemory();
  const first = memory.take(100_000);
  expect(memory.take(70_000).buffer).toBe(first.buffer);
  expect([first.length, memory.take(0).length]).toEqual([100_000, 0]);
});

it('grows up to what is kept, and a larger file has memory of its own', () => {
  const memory = new FileMemory();
  memory.take(1);
  const largest = memory.take(maxHeldBytes);
  const larger = memory.take(maxHeldBytes + 1);
  expect([largest.length, larger.length]).toEqual([maxHeldBytes, maxHeldBytes + 1]);
  expect(larger.buffer).not.toBe(largest.buffer);
  expect(memory.take(5).buffer).toBe(largest.buffer);
});
