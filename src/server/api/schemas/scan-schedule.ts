import Type from 'typebox';
import { defaultSchedule } from '#core/scan-schedule.ts';
import { model, ref } from './model.ts';
import { operation } from './operation.ts';

const cron = {
  maxLength: 100,
  description: 'Minute, hour, day of month, month, day of week, as cron has them; empty for never.',
};
const timeZone = {
  minLength: 1,
  maxLength: 100,
  description: 'IANA name of the time zone that it is read in, such as Europe/Berlin.',
};

/** When a registry is scanned by itself. */
export const scanSchedule = model('ScanSchedule', 'When a registry is scanned by itself.', {
  cron: Type.String({ ...cron, default: defaultSchedule.cron }),
  timeZone: Type.String({ ...timeZone, default: defaultSchedule.timeZone }),
  onStart: Type.Boolean({
    default: defaultSchedule.onStart,
    description: 'Whether it is scanned whenever the service starts, too.',
  }),
});

const schedulePreview = model('SchedulePreview', 'What a schedule comes to.', {
  nextRuns: Type.Unsafe<readonly string[]>({
    type: 'array',
    items: { type: 'string', format: 'date-time' },
    description: 'The next times, soonest first; none where it names none.',
  }),
  problem: Type.Optional(Type.String({ description: 'What is wrong with it, and what to write instead.' })),
});

export const scheduleModels = [scanSchedule, schedulePreview];

/** Schedules by themselves, before they are saved. */
export const scheduleOperations = {
  previewSchedule: operation('GET', '/schedule-preview', {
    operationId: 'previewSchedule',
    summary: 'The next times that a schedule names, or what is wrong with it.',
    tags: ['registries'],
    querystring: Type.Object({ cron: Type.String(cron), timeZone: Type.String(timeZone) }),
    response: { 200: ref(schedulePreview) },
  }),
};
