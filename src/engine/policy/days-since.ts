const dayMs = 24 * 60 * 60 * 1000;

/** Whole days from a day or time (ISO 8601, UTC) until now, negative where it lies ahead; undefined where it is absent or no time. */
export function daysSince(time: string | undefined, now: Date): number | undefined {
  const since = Date.parse(time ?? '');
  return Number.isNaN(since) ? undefined : Math.floor((now.getTime() - since) / dayMs);
}

/** Tells whether a day or time lies at least so many days back; false where it is not known. */
export function isOlderThan(days: number, time: string | undefined, now: Date): boolean {
  return (daysSince(time, now) ?? -1) >= days;
}

/** `1 day`, `30 days`. */
export function dayCount(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** The most days that a condition may name: a hundred years. */
export const maxDays = 36_500;
