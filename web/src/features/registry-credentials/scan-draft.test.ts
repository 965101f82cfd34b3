import { describe, expect, it } from 'vitest';
import type { Registry } from '../../api/generated/index.ts';
import { findScanMistakes, scanDraftOf, toScanInput } from './scan-draft.ts';

const saved = {
  filters: {
    include: ['^a:'],
    exclude: ['-rc', 'x'],
    maxAgeDays: 90,
    newestTags: 5,
    maxRepositories: 500,
    order: 'date',
  },
  platforms: ['linux/arm64'],
  allPlatforms: false,
  schedule: { cron: '0 6 * * 6', timeZone: 'UTC', onStart: true },
} as const;
const draft = scanDraftOf(saved as unknown as Registry);

describe('what is scanned, as a form', () => {
  it('is saved as it was when nothing is changed', () => expect(toScanInput(draft)).toEqual(saved));

  it('has a pattern a line; empty lines and numbers left out say nothing', () => {
    const changed = { ...draft, include: '\n a \n\nb\n', maxAgeDays: '', schedule: { ...draft.schedule, cron: ' ' } };
    expect(toScanInput(changed)).toMatchObject({
      filters: { include: ['a', 'b'], maxAgeDays: 0 },
      schedule: { cron: '' },
    });
  });

  it.each([
    ['days that are none', { maxAgeDays: 'many' }, 'maxAgeDays'],
    ['too many days', { maxAgeDays: 1826 }, 'maxAgeDays'],
    ['a fraction of a tag', { newestTags: 1.5 }, 'newestTags'],
    ['fewer tags than none', { newestTags: -1 }, 'newestTags'],
    ['no repository', { maxRepositories: '' }, 'maxRepositories'],
    ['too many patterns', { exclude: 'a\n'.repeat(101) }, 'exclude'],
  ])('is not saved with %s', (_, change, field) =>
    expect(Object.keys(findScanMistakes({ ...draft, ...change }))).toEqual([field]),
  );

  it('is saved with the most that is allowed', () => {
    const most = { maxAgeDays: 1825, newestTags: 100, maxRepositories: 20_000, include: 'a\n'.repeat(100) };
    expect(findScanMistakes({ ...draft, ...most })).toEqual({});
  });
});
