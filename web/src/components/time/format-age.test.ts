import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration } from './format-age.ts';

const now = new Date('2026-03-10T12:00:00Z');

describe('formatAge', () => {
  it.each([
    ['2026-03-10T11:59:30Z', 'just now'],
    ['2026-03-10T11:58:59Z', '1 minute ago'],
    ['2026-03-10T09:00:00Z', '3 hours ago'],
    ['2026-03-09T11:00:00Z', 'yesterday'],
    ['2026-03-01T12:00:00Z', '9 days ago'],
    ['2025-12-01T12:00:00Z', '3 months ago'],
    ['2023-01-01T12:00:00Z', '3 years ago'],
    ['2026-03-11T13:00:00Z', 'tomorrow'],
    ['2026-03-10T12:05:00Z', 'in 5 minutes'],
  ])('%s is %s', (time, text) => expect(formatAge(new Date(time), now)).toBe(text));
});

describe('formatDuration', () => {
  it.each([
    [-5, '< 1 s'],
    [999, '< 1 s'],
    [4400, '4 s'],
    [125_000, '2 min 5 s'],
    [4_320_000, '1 h 12 min'],
  ])('%d ms is %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
});
