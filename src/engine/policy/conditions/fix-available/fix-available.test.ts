import { describe, expect, it } from 'vitest';
import type { Fix } from '#core/advisory.ts';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { fixAvailable } from './fix-available.ts';

const fixed = { state: 'fixed', versions: ['2'] } as const;

describe('fix-available', () => {
  it.each<[string, object, Fix, boolean]>([
    ['a fix', {}, fixed, true],
    ['none', {}, { state: 'not-fixed', versions: [] }, false],
    ['none to come', {}, { state: 'wont-fix', versions: [] }, false],
    ['nobody knows', {}, { state: 'unknown', versions: [] }, false],
    ['30 days to the hour', { days: 30 }, { ...fixed, availableSince: '2026-05-16T12:00:00Z' }, true],
    ['an hour less than 30 days', { days: 30 }, { ...fixed, availableSince: '2026-05-16T13:00:00Z' }, false],
    ['a day without its hour', { days: 30 }, { ...fixed, availableSince: '2026-05-16' }, true],
    ['a fix of no known date', { days: 1 }, fixed, false],
    ['a fix whose date is none', { days: 1 }, { ...fixed, availableSince: 'soon' }, false],
    ['a fix of tomorrow', { days: 1 }, { ...fixed, availableSince: '2026-06-16' }, false],
    ['one for subscribers', {}, { ...fixed, channel: 'esm' }, true],
    ['one for subscribers, not wanted', { withoutSubscription: true }, { ...fixed, channel: 'esm' }, false],
    ['one for all', { withoutSubscription: true }, fixed, true],
  ])('%s, %j', (_, options, fix, expected) => {
    expect(ask('fix-available', options, findingSubject({ fix }))).toBe(expected);
  });

  it.each([
    ['published long ago', { published: '2026-01-01', fix: fixed }, true],
    ['published today', { published: '2026-06-15', fix: fixed }, false],
    [
      'a fix of today, published long ago',
      { published: '2026-01-01', fix: { ...fixed, availableSince: '2026-06-15' } },
      false,
    ],
  ])('goes by the publication where the fix has no date: %s', (_, changes, expected) => {
    expect(ask('fix-available', { days: 30 }, findingSubject(changes))).toBe(expected);
  });

  it.each([
    [{}, 'fix available', false],
    [{ days: 1 }, 'fix available for 1 day', true],
    [{ days: 30, withoutSubscription: true }, 'fix available without subscription for 30 days', true],
  ])('%j reads %s', (options, words, looksAtClock) => {
    expect(fixAvailable.describe(options)).toBe(words);
    expect(fixAvailable.looksAtClock?.(options)).toBe(looksAtClock);
  });
});
