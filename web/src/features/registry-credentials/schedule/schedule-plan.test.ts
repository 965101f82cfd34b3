import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeKind, describePlan, readPlan, type SchedulePlan, toCron } from './schedule-plan.ts';

describe('a schedule', () => {
  it.each<[cron: string, plan: SchedulePlan, words: string]>([
    ['', { every: 'never' }, 'Only when somebody asks for it'],
    ['15 * * * *', { every: 'hour', minute: 15 }, 'Every hour, at minute 15'],
    ['0 3 * * *', { every: 'day', time: '03:00' }, 'Every day at 03:00'],
    ['30 6 * * 6', { every: 'week', time: '06:30', weekday: 6 }, 'Every Saturday at 06:30'],
    ['5 23 31 * *', { every: 'month', time: '23:05', day: 31 }, 'On day 31 of every month at 23:05'],
    ['*/5 8-17 * * 1-5', { every: 'custom', cron: '*/5 8-17 * * 1-5' }, 'At */5 8-17 * * 1-5'],
    ['0 6 1 * 1', { every: 'custom', cron: '0 6 1 * 1' }, 'At 0 6 1 * 1'],
    ['0 6 * 2 *', { every: 'custom', cron: '0 6 * 2 *' }, 'At 0 6 * 2 *'],
    ['60 6 * * *', { every: 'custom', cron: '60 6 * * *' }, 'At 60 6 * * *'],
    ['0 6 0 * *', { every: 'custom', cron: '0 6 0 * *' }, 'At 0 6 0 * *'],
    ['0 6 * * SAT', { every: 'custom', cron: '0 6 * * SAT' }, 'At 0 6 * * SAT'],
  ])('%j is read, written again and told in words', (cron, plan, words) => {
    expect(readPlan(cron)).toEqual(plan);
    expect(toCron(plan)).toBe(cron);
    expect(describePlan(plan)).toBe(words);
  });

  it('of day 7 is one of Sundays', () => expect(describePlan(readPlan('0 6 * * 7'))).toBe('Every Sunday at 06:00'));

  it('keeps its time of day when it becomes one of another kind', () => {
    const weekly = readPlan('30 4 * * 2');
    expect(changeKind(weekly, 'day')).toEqual({ every: 'day', time: '04:30' });
    expect(changeKind(weekly, 'hour')).toEqual({ every: 'hour', minute: 30 });
    expect(changeKind(weekly, 'month')).toEqual({ every: 'month', time: '04:30', day: 1 });
    expect(changeKind(weekly, 'custom')).toEqual({ every: 'custom', cron: '30 4 * * 2' });
    expect(toCron(changeKind({ every: 'never' }, 'week'))).toBe('0 6 * * 6');
  });

  it('of any words is read, and never becomes another one by being written', () => {
    fc.assert(
      fc.property(fc.string(), (cron) => {
        const again = toCron(readPlan(cron));
        expect(readPlan(again)).toEqual(readPlan(cron));
      }),
    );
  });
});
