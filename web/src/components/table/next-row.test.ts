import { expect, it } from 'vitest';
import { nextRow } from './next-row.ts';

it.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['PageDown', 1, 5],
  ['PageDown', 8, 9],
  ['PageUp', 3, 0],
  ['Home', 7, 0],
  ['End', 2, 9],
  ['Enter', 2, undefined],
  ['a', 2, undefined],
])('%s from row %d of 10 leads to %s', (key, at, to) => expect(nextRow(key, at, 10, 4)).toBe(to));

it('goes nowhere in an empty table', () => expect(nextRow('ArrowDown', 0, 0, 4)).toBeUndefined());
