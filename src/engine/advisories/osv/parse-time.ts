const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/** An RFC 3339 time in UTC, with up to nanoseconds as OSV has them, as ISO time in milliseconds; undefined for anything else. */
export function parseTime(text: string): string | undefined {
  const [, seconds, fraction = ''] = pattern.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  const time = new Date(`${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
