/** When a registry is scanned by itself. */
export interface ScanSchedule {
  /** Minute, hour, day of month, month, day of week; empty for never. */
  readonly cron: string;
  /** Name of the IANA time zone that `cron` is read in. */
  readonly timeZone: string;
  /** Whether it is scanned whenever the service starts, too. */
  readonly onStart: boolean;
}

/** What holds for a registry of which nothing else is said: Saturdays at six. */
export const defaultSchedule: ScanSchedule = { cron: '0 6 * * 6', timeZone: 'UTC', onStart: false };
