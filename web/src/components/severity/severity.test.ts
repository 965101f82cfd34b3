import { describe, expect, it } from 'vitest';
import { describeCounts, isSeverity, shortCount, totalOf } from './severity.ts';

const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };

describe('shortCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1k'],
    [1250, '1.2k'],
    [9999, '9.9k'],
    [10_000, '10k'],
    [999_999, '999k'],
    [2_400_000, '2M'],
  ])('%d is %s', (count, text) => expect(shortCount(count)).toBe(text));
});

describe('describeCounts', () => {
  it('names what is there, worst first', () => {
    expect(describeCounts({ ...none, low: 1200, critical: 3, unknown: 1 })).toBe('3 critical, 1,200 low, 1 not rated');
  });
  it('says so where there is nothing', () => expect(describeCounts(none)).toBe('no findings'));
});

it('adds up all severities, unrated ones too', () => expect(totalOf({ ...none, high: 2, unknown: 3 })).toBe(5));

it('knows its severities', () => {
  expect(isSeverity('high')).toBe(true);
  expect(isSeverity('severe')).toBe(false);
  expect(isSeverity(undefined)).toBe(false);
});
