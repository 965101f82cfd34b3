const minuteMs = 60_000;

/** How long ago a time was, in words: `5 minutes`, `3 hours`, `12 days`. */
export function describeAge(time: string, now: Date): string {
  return describeMinutes(Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / minuteMs)));
}

/** A time span in the largest unit of which there are some. */
export function describeMinutes(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return countOf(minutes, 'minute');
  if (minutes < 48 * 60) return countOf(Math.floor(minutes / 60), 'hour');
  return countOf(Math.floor(minutes / (24 * 60)), 'day');
}

/** `1 image`, `2 images`. */
export function countOf(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
