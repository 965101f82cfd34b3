import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSchedule } from '#core/scan-schedule.ts';
import { nextRun, scheduleProblem } from './next-run.ts';

describe('nextRun', () => {
  it.each([
    ['by default, Saturday at six', '0 6 * * 6', 'UTC', '2026-06-01T00:00:00Z', '2026-06-06T06:00:00Z'],
    ['from the very time, the one after', '0 6 * * 6', 'UTC', '2026-06-06T06:00:00Z', '2026-06-13T06:00:00Z'],
    ['in a time zone', '0 6 * * *', 'America/New_York', '2026-06-01T00:00:00Z', '2026-06-01T10:00:00Z'],
    ['in winter there', '0 6 * * *', 'America/New_York', '2026-01-05T00:00:00Z', '2026-01-05T11:00:00Z'],
    ['in a time zone of half hours', '0 6 * * *', 'Asia/Kolkata', '2026-06-01T00:00:00Z', '2026-06-01T00:30:00Z'],
    [
      'an hour that the clock leaves out',
      '30 2 29 3 *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'an hour that the clock has twice',
      '30 2 25 10 *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
    ],
    ['a leap day', '0 0 29 2 *', 'UTC', '2026-06-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['every 15 minutes', '*/15 * * * *', 'UTC', '2026-06-01T00:14:59Z', '2026-06-01T00:15:00Z'],
  ])('%s', (_, cron, timeZone, after, expected) => {
    expect(nextRun({ ...defaultSchedule, cron, timeZone }, new Date(after))).toEqual(new Date(expected));
  });

  it('is never without a schedule', () => {
    expect(nextRun({ ...defaultSchedule, cron: '' }, new Date())).toBeUndefined();
  });

  it('lies in the future', () => {
    const minute = fc.integer({ min: 0, max: 59 });
    const hour = fc.integer({ min: 0, max: 23 });
    const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland', 'America/St_Johns');
    fc.assert(
      fc.property(minute, hour, time, zone, (m, h, after, timeZone) => {
        const next = nextRun({ cron: `${m} ${h} * * *`, timeZone, onStart: false }, after);
        expect(next?.getTime()).toBeGreaterThan(after.getTime());
      }),
      { numRuns: 50 },
    );
  });
});

describe('scheduleProblem', () => {
  it.each(['0 6 * * 6', '*/5 * * * MON-FRI', '0 0 1 JAN *', '0 0 L * *', ''])('%j has none', (cron) => {
    expect(scheduleProblem({ ...defaultSchedule, cron })).toBeUndefined();
  });

  it.each([
    ['words', { cron: 'every day' }, 'no schedule'],
    ['a minute that is none', { cron: '60 * * * *' }, 'no schedule'],
    ['seconds', { cron: '0 0 6 * * 6' }, 'no schedule'],
    ['a day that never comes', { cron: '0 0 30 2 *' }, 'never comes'],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }, 'no time zone'],
  ])('says what is wrong with %s', (_, changes, expected) => {
    expect(scheduleProblem({ ...defaultSchedule, ...changes })).toContain(expected);
  });

  it('never throws', () => {
    const text = fc.string({ maxLength: 40 });
    fc.assert(fc.property(text, text, (cron, timeZone) => void scheduleProblem({ cron, timeZone, onStart: false })));
  });
});
