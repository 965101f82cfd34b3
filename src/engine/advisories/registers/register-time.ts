import { parseTime } from '../osv/parse-time.ts';

/** A time as registers write it: UTC, often without saying so and with up to microseconds; undefined for anything else. */
export function registerTime(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parseTime(text.endsWith('Z') ? text : `${text}Z`);
}
