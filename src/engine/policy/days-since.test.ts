import { expect, it } from 'vitest';
import { dayCount, daysSince, isOlderThan } from './days-since.ts';

const now = new Date('2026-03-10T12:00:00Z');

it.each([
  ['2026-03-10', 0],
  ['2026-03-09', 1],
  ['2026-03-09T12:00:01Z', 0],
  ['2026-03-11', -1],
  ['2024-02-29', 740],
  [undefined, undefined],
  ['', undefined],
  ['long ago', undefined],
])('%s is %s days ago', (time, days) => expect(daysSince(time, now)).toBe(days));

it.each([
  ['2026-03-08', 2, true],
  ['2026-03-08', 3, false],
  ['2026-03-11', 0, false],
  [undefined, 0, false],
])('%s is at least %s days ago: %s', (time, days, expected) => expect(isOlderThan(days, time, now)).toBe(expected));

it.each([
  [1, '1 day'],
  [2, '2 days'],
])('%s', (days, words) => expect(dayCount(days)).toBe(words));
