import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { ScanSchedule } from '../../../api/generated/index.ts';
import layout from '../../../components/page/form-layout.module.css';
import styles from '../settings/settings.module.css';
import { timeZones } from './format-run-time.ts';
import { NextRuns } from './next-runs.tsx';
import { changeKind, readPlan, type SchedulePlan, toCron, weekdays } from './schedule-plan.ts';

interface ScheduleFieldsProps {
  readonly schedule: ScanSchedule;
  readonly mistake: string | undefined;
  readonly onChange: (schedule: ScanSchedule) => void;
}

const kinds = [
  { value: 'never', label: 'Only by hand' },
  { value: 'hour', label: 'Every hour' },
  { value: 'day', label: 'Every day' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
  { value: 'custom', label: 'As cron says' },
] as const satisfies readonly { readonly value: SchedulePlan['every']; readonly label: string }[];

/** When a registry is scanned by itself: by the clock or as cron says, with the next times. */
export function ScheduleFields({ schedule, mistake, onChange }: ScheduleFieldsProps) {
  // What is typed as cron stays cron, though another kind says the same.
  const [isCustom, setCustom] = useState(false);
  const read = readPlan(schedule.cron);
  const plan: SchedulePlan = isCustom ? { every: 'custom', cron: schedule.cron } : read;
  const [settled] = useDebouncedValue(schedule, 300);
  const change = (next: SchedulePlan) => {
    setCustom(next.every === 'custom');
    onChange({ ...schedule, cron: toCron(next) });
  };
  return (
    <div className={layout.stack}>
      <div className={styles.row}>
        <Select
          label="Scan the registry"
          allowDeselect={false}
          data={kinds}
          value={plan.every}
          onChange={(value) => {
            const kind = kinds.find((one) => one.value === value);
            if (kind !== undefined) change(changeKind(plan, kind.value));
          }}
        />
        <PlanFields plan={plan} mistake={mistake} onChange={change} />
      </div>
      {plan.every !== 'never' && (
        <Select
          label="Time zone"
          searchable
          allowDeselect={false}
          limit={100}
          data={[...timeZones(schedule.timeZone)]}
          value={schedule.timeZone}
          onChange={(timeZone) => timeZone !== null && onChange({ ...schedule, timeZone })}
        />
      )}
      <NextRuns schedule={settled} />
      <Switch
        label="Also whenever the service starts"
        description="A run that was missed while the service was down is caught up with once, in any case."
        checked={schedule.onStart}
        onChange={(event) => onChange({ ...schedule, onStart: event.currentTarget.checked })}
      />
    </div>
  );
}

interface PlanFieldsProps {
  readonly plan: SchedulePlan;
  readonly mistake: string | undefined;
  readonly onChange: (plan: SchedulePlan) => void;
}

function PlanFields({ plan, mistake, onChange }: PlanFieldsProps) {
  switch (plan.every) {
    case 'never':
      return null;
    case 'hour':
      return (
        <NumberInput
          label="At minute"
          min={0}
          max={59}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          value={plan.minute}
          onChange={(minute) => onChange({ ...plan, minute: Number(minute) })}
        />
      );
    case 'custom':
      return (
        <TextInput
          label="Cron"
          description="Minute, hour, day of month, month, day of week."
          placeholder="0 6 * * 6"
          maxLength={100}
          spellCheck={false}
          error={mistake}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={plan.cron}
          onChange={(event) => onChange({ ...plan, cron: event.currentTarget.value })}
        />
      );
    case 'day':
    case 'week':
    case 'month':
      return (
        <>
          {plan.every === 'week' && (
            <Select
              label="On"
              allowDeselect={false}
              data={weekdays.map((label, day) => ({ value: String(day), label }))}
              value={String(plan.weekday)}
              onChange={(day) => onChange({ ...plan, weekday: Number(day ?? plan.weekday) })}
            />
          )}
          {plan.every === 'month' && (
            <NumberInput
              label="On day"
              min={1}
              max={31}
              clampBehavior="strict"
              allowDecimal={false}
              allowNegative={false}
              value={plan.day}
              onChange={(day) => onChange({ ...plan, day: Math.max(1, Number(day)) })}
            />
          )}
          <TextInput
            label="At"
            type="time"
            required
            withAsterisk={false}
            value={plan.time}
            onChange={(event) =>
              event.currentTarget.value !== '' && onChange({ ...plan, time: event.currentTarget.value })
            }
          />
        </>
      );
  }
}
