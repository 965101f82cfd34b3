import { describe, expect, it } from 'vitest';
import { listedTag } from './listing-facts.ts';

describe('times', () => {
  it.each([
    ['RFC 3339', '2026-03-01T10:00:00.123456Z', '2026-03-01T10:00:00.123Z'],
    ['RFC 3339 with a zone', '2026-03-01T10:00:00+02:00', '2026-03-01T08:00:00.000Z'],
    ['milliseconds', 1_772_359_200_000, '2026-03-01T10:00:00.000Z'],
    ['milliseconds as text', '1772359200000', '2026-03-01T10:00:00.000Z'],
    ['the epoch is unknown', '1970-01-01T00:00:00Z', undefined],
    ['0 is unknown', 0, undefined],
    ['0 as text is unknown, and not the year 2000', '0', undefined],
    ['year 1 is unknown', '0001-01-01T00:00:00Z', undefined],
    ['the year 99999 is nonsense', 3_093_527_980_800_000, undefined],
    ['not a time', 'yesterday', undefined],
    ['a long text', '2'.repeat(1000), undefined],
    ['nothing', undefined, undefined],
    ['not a number', Number.NaN, undefined],
  ])('%s', (_, value, expected) => {
    expect(listedTag('x', { pushedAt: value })?.pushedAt?.toISOString()).toBe(expected);
  });
});

describe('sizes', () => {
  it.each([
    [1, 1],
    ['123', 123],
    [0, undefined],
    [-1, undefined],
    [1.5, undefined],
    ['1e3', undefined],
    [null, undefined],
  ])('%j is %s', (value, expected) => {
    expect(listedTag('x', { size: value })?.size).toBe(expected);
  });
});
