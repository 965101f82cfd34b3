/** What is known of scanning a registry once. */
export interface RunFacts {
  readonly state: 'queued' | 'listing' | 'scanning' | 'waiting' | 'done' | 'failed' | 'cancelled';
  readonly counts: {
    readonly found: number;
    /** Of those found, what the filters drop. */
    readonly dropped: number;
    /** Of those found, what is no image. */
    readonly artifacts: number;
    readonly queued: number;
    readonly scanned: number;
    readonly unchanged: number;
    readonly failed: number;
    readonly cancelled: number;
  };
  /** Present while it is `waiting`. */
  readonly waitingUntil?: string;
  readonly error?: string;
}

const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** Time of day; the day too, where it is not today. */
function shortly(time: Date): string {
  return (time.toDateString() === new Date().toDateString() ? clock : dayAndClock).format(time);
}

/** Where a run stands, in a few words: `Scanning: 12 of 40`, `Done: 40 tags, 2 failed`. */
export function describeRun(
  { state, counts, waitingUntil }: RunFacts,
  format: (time: Date) => string = shortly,
): string {
  const kept = counts.found - counts.dropped - counts.artifacts;
  const ended = counts.scanned + counts.unchanged + counts.failed + counts.cancelled;
  switch (state) {
    case 'queued':
      return 'Waiting to start';
    case 'listing':
      return counts.found === 0 ? 'Listing repositories' : `Listing: ${counts.found} tags so far`;
    case 'waiting':
      return waitingUntil === undefined
        ? 'Waiting for the registry'
        : `Waiting until ${format(new Date(waitingUntil))}: the registry allows no more for now`;
    case 'scanning':
      return `Scanning: ${ended} of ${kept}`;
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return `Cancelled: ${ended} of ${kept} scanned`;
    case 'done':
      return `Done: ${kept < counts.found ? `${kept} of ` : ''}${counts.found} tag${counts.found === 1 ? '' : 's'}${counts.artifacts > 0 ? `, ${counts.artifacts} no image` : ''}${counts.failed > 0 ? `, ${counts.failed} failed` : ''}`;
  }
}

/** Whether a run has not ended yet. */
export function isUnderWay(run: RunFacts | undefined): boolean {
  return run !== undefined && !['done', 'failed', 'cancelled'].includes(run.state);
}
