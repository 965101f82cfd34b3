/** How far an advisory update is. */
export interface UpdateFacts {
  readonly phase: 'waiting' | 'fetching' | 'reading' | 'writing' | 'matching';
  readonly source?: string;
  readonly done?: number;
  readonly total?: number;
}

const phases = {
  waiting: 'Waits to begin',
  fetching: 'Fetching',
  reading: 'Reading',
  writing: 'Writing the database',
  matching: 'Matching known packages again',
} as const;

/** An update in a few words: `Reading alpine: 1,200 of 5,000`. */
export function describeUpdate({ phase, source, done, total }: UpdateFacts): string {
  const subject = source === undefined ? phases[phase] : `${phases[phase]} ${source}`;
  if (done === undefined) return subject;
  const all = total === undefined ? '' : ` of ${total.toLocaleString('en')}`;
  return `${subject}: ${done.toLocaleString('en')}${all}`;
}
