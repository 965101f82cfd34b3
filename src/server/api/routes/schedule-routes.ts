import type { ScanSchedule } from '#core/scan-schedule.ts';
import { nextRun, scheduleProblem } from '#server/jobs/index.ts';
import type { ApiServices } from '../api-services.ts';
import { scheduleOperations } from '../schemas/scan-schedule.ts';
import type { RouteApp } from './route-app.ts';

const timesShown = 3;

/** What schedules come to, before they are saved. */
export function scheduleRoutes(app: RouteApp, { now }: Pick<ApiServices, 'now'>): void {
  app.route({
    ...scheduleOperations.previewSchedule,
    handler: ({ query }) => {
      const schedule = { ...query, onStart: false };
      const problem = scheduleProblem(schedule);
      if (problem !== undefined) return { nextRuns: [], problem };
      return { nextRuns: timesOf(schedule, now()).map((time) => time.toISOString()) };
    },
  });
}

function timesOf(schedule: ScanSchedule, from: Date): readonly Date[] {
  const times: Date[] = [];
  for (
    let next = nextRun(schedule, from);
    next !== undefined && times.length < timesShown;
    next = nextRun(schedule, next)
  )
    times.push(next);
  return times;
}
