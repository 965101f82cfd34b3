/** A time as a sentence has it, in the time zone of its schedule: `Saturday, 28 November, 06:00`. */
export function formatRunTime(time: string, timeZone: string): string {
  const date = new Date(time);
  const options = { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(date).replace(' at ', ', ');
  } catch {
    return date.toISOString();
  }
}

/** Every time zone that the browser knows, UTC first, and the one that is set. */
export function timeZones(set: string): readonly string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(set === '' ? [] : [set])])];
}
