/** A schedule as the form offers it: by the clock, or as cron has it where none of these says it. */
export type SchedulePlan =
  | { readonly every: 'never' }
  | { readonly every: 'hour'; readonly minute: number }
  | { readonly every: 'day'; readonly time: string }
  | { readonly every: 'week'; readonly time: string; readonly weekday: number }
  | { readonly every: 'month'; readonly time: string; readonly day: number }
  | { readonly every: 'custom'; readonly cron: string };

/** Days of the week as cron counts them. */
export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** What a cron expression (minute, hour, day of month, month, day of week) says, in the form's terms. */
export function readPlan(cron: string): SchedulePlan {
  const text = cron.trim();
  if (text === '') return { every: 'never' };
  const custom = { every: 'custom', cron } as const;
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = text.split(/\s+/);
  if (rest.length > 0 || month !== '*' || !isNumber(minute, 59)) return custom;
  const isAnyDay = day === '*' && weekday === '*';
  if (hour === '*') return isAnyDay ? { every: 'hour', minute: Number(minute) } : custom;
  if (!isNumber(hour, 23)) return custom;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (isAnyDay) return { every: 'day', time };
  if (day === '*' && isNumber(weekday, 7)) return { every: 'week', time, weekday: Number(weekday) % 7 };
  if (weekday === '*' && isNumber(day, 31) && Number(day) > 0) return { every: 'month', time, day: Number(day) };
  return custom;
}

/** The cron expression of a plan. */
export function toCron(plan: SchedulePlan): string {
  switch (plan.every) {
    case 'never':
      return '';
    case 'hour':
      return `${plan.minute} * * * *`;
    case 'day':
      return `${clock(plan.time)} * * *`;
    case 'week':
      return `${clock(plan.time)} * * ${plan.weekday}`;
    case 'month':
      return `${clock(plan.time)} ${plan.day} * *`;
    case 'custom':
      return plan.cron;
  }
}

/** A plan in words: `Every Saturday at 06:00`. */
export function describePlan(plan: SchedulePlan): string {
  switch (plan.every) {
    case 'never':
      return 'Only when somebody asks for it';
    case 'hour':
      return `Every hour, at minute ${plan.minute}`;
    case 'day':
      return `Every day at ${plan.time}`;
    case 'week':
      return `Every ${weekdays[plan.weekday]} at ${plan.time}`;
    case 'month':
      return `On day ${plan.day} of every month at ${plan.time}`;
    case 'custom':
      return `At ${plan.cron}`;
  }
}

/** The plan of another kind that keeps the time of day of the one before. */
export function changeKind(plan: SchedulePlan, every: SchedulePlan['every']): SchedulePlan {
  const time = 'time' in plan ? plan.time : '06:00';
  switch (every) {
    case 'never':
      return { every };
    case 'hour':
      return { every, minute: Number(time.slice(3)) };
    case 'day':
      return { every, time };
    case 'week':
      return { every, time, weekday: 6 };
    case 'month':
      return { every, time, day: 1 };
    case 'custom':
      return { every, cron: toCron(plan) };
  }
}

function isNumber(text: string, most: number): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= most;
}

/** `06:30` as cron's minute and hour. */
function clock(time: string): string {
  const [hour = '0', minute = '0'] = time.split(':');
  return `${Number(minute)} ${Number(hour)}`;
}
