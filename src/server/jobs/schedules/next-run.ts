import { Cron } from 'croner';
import { errorMessage } from '#core/errors.ts';
import type { ScanSchedule } from '#core/scan-schedule.ts';

/**
 * The first time after `after` that a schedule names; undefined where there is none. Where a clock is put forward over that time, it is the
 * moment after; where it is put back, the first of the two.
 */
export function nextRun({ cron, timeZone }: ScanSchedule, after: Date): Date | undefined {
  if (cron === '') return undefined;
  return new Cron(cron, { mode: '5-part', timezone: timeZone, paused: true }).nextRun(after) ?? undefined;
}

/** What comes at all comes within a few years of it. */
const anyTime = new Date(Date.UTC(2024, 0, 1));

/** What is wrong with a schedule, in words; undefined where nothing is. */
export function scheduleProblem(schedule: ScanSchedule): string | undefined {
  if (schedule.cron === '') return undefined;
  if (!isTimeZone(schedule.timeZone)) {
    return `${JSON.stringify(schedule.timeZone.slice(0, 100))} is no time zone: write its IANA name, such as Europe/Berlin`;
  }
  try {
    if (nextRun(schedule, anyTime) !== undefined) return undefined;
    return `${JSON.stringify(schedule.cron.slice(0, 100))} names a time that never comes`;
  } catch (error) {
    const words = `${JSON.stringify(schedule.cron.slice(0, 100))} is no schedule: write minute, hour, day, month and day of week, such as "0 6 * * 6"`;
    // Of what has not the form of a pattern, the parser speaks as if it were a time.
    const [, reason] = /^CronPattern: (?!invalid configuration)(.{1,200})/s.exec(errorMessage(error)) ?? [];
    return reason === undefined ? words : `${words} (${reason})`;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
