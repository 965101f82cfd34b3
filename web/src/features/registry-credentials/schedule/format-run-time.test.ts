import { expect, it } from 'vitest';
import { formatRunTime, timeZones } from './format-run-time.ts';

it('tells a time in the time zone of the schedule', () => {
  expect(formatRunTime('2026-11-28T06:00:00Z', 'UTC')).toMatch(/^Saturday,? 28 November, 06:00$/);
  expect(formatRunTime('2026-11-28T23:30:00Z', 'Asia/Tokyo')).toMatch(/^Sunday,? 29 November, 08:30$/);
});

it('tells a time though the browser does not know its time zone', () =>
  expect(formatRunTime('2026-11-28T06:00:00Z', 'Mars/Base')).toBe('2026-11-28T06:00:00.000Z'));

it('offers every time zone once, with the one that is set', () => {
  const zones = timeZones('Antarctica/Nowhere');
  expect(zones[0]).toBe('UTC');
  expect(zones).toContain('Europe/Berlin');
  expect(zones.at(-1)).toBe('Antarctica/Nowhere');
  expect(new Set(zones).size).toBe(zones.length);
});
