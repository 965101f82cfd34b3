import Type from 'typebox';
import { defaultSchedule } from '#core/scan-schedule.ts';
import { model } from './model.ts';

/** When a registry is scanned by itself. */
export const scanSchedule = model('ScanSchedule', 'When a registry is scanned by itself.', {
  cron: Type.String({
    maxLength: 100,
    default: defaultSchedule.cron,
    description: 'Minute, hour, day of month, month, day of week, as cron has them; empty for never.',
  }),
  timeZone: Type.String({
    minLength: 1,
    maxLength: 100,
    default: defaultSchedule.timeZone,
    description: 'IANA name of the time zone that it is read in, such as Europe/Berlin.',
  }),
  onStart: Type.Boolean({
    default: defaultSchedule.onStart,
    description: 'Whether it is scanned whenever the service starts, too.',
  }),
});
