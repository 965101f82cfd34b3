import { Text } from '@mantine/core';
import type { ScanSchedule } from '../../../api/generated/index.ts';
import { useSchedulePreview } from '../../../api/registries.ts';
import { formatAge } from '../../../components/time/format-age.ts';
import { useNow } from '../../../components/time/use-now.ts';
import { formatRunTime } from './format-run-time.ts';
import { describePlan, readPlan } from './schedule-plan.ts';

/** A schedule in words, and the next times that it names; or what is wrong with it. */
export function NextRuns({ schedule: { cron, timeZone } }: { readonly schedule: ScanSchedule }) {
  const { data } = useSchedulePreview(cron, timeZone);
  const now = useNow();
  const plan = readPlan(cron);
  if (plan.every === 'never') {
    return (
      <Text size="sm" role="status">
        {describePlan(plan)}, and when something is pushed, where the hook is open.
      </Text>
    );
  }
  if (data?.problem !== undefined) {
    return (
      <Text size="sm" role="alert" c="var(--mantine-color-error)">
        {data.problem}
      </Text>
    );
  }
  const [next, ...later] = data?.nextRuns ?? [];
  return (
    <Text size="sm" role="status">
      {describePlan(plan)} ({timeZone}).
      {next !== undefined && (
        <>
          {' '}
          Next: <b>{formatRunTime(next, timeZone)}</b>, {formatAge(new Date(next), now)}
          {later.length > 0 && `; then ${later.map((time) => formatRunTime(time, timeZone)).join(' and ')}`}.
        </>
      )}
    </Text>
  );
}
