/** What must be known of the advisory database to advise on it. */
export interface AdvisoryFacts {
  readonly state: 'none' | 'updating' | 'ready' | 'failed';
  readonly usable: boolean;
  readonly sample: boolean;
  readonly ageSeconds?: number;
}

export interface AdvisoryAdvice {
  readonly kind: 'none' | 'first-update' | 'sample' | 'old' | 'failed';
  readonly color: 'red' | 'yellow' | 'tide';
  readonly title: string;
  readonly text: string;
}

const day = 86_400;
/** Advisories change daily; after three days findings are likely to be missing. */
const oldAfterSeconds = 3 * day;

/** What people must know before they believe what the screens show; undefined where all is well. */
export function adviceOn({ state, usable, sample, ageSeconds = 0 }: AdvisoryFacts): AdvisoryAdvice | undefined {
  if (!usable && state === 'updating') {
    return {
      kind: 'first-update',
      color: 'tide',
      title: 'The first advisory database is being built.',
      text: 'Images can be scanned meanwhile; their findings appear when it is ready.',
    };
  }
  if (!usable) {
    return {
      kind: 'none',
      color: 'red',
      title: 'No advisories are loaded, so no vulnerability can be found.',
      text: 'Nothing on these screens means "clean". How to load some, also without the internet, is said under Advisories.',
    };
  }
  if (sample) {
    return {
      kind: 'sample',
      color: 'yellow',
      title: 'Sample data.',
      text: 'These are a few advisories for a demonstration: do not judge real images by them.',
    };
  }
  if (ageSeconds > oldAfterSeconds) {
    return {
      kind: 'old',
      color: 'yellow',
      title: `The advisories are ${Math.floor(ageSeconds / day)} days old.`,
      text: 'What was published since is not found.',
    };
  }
  if (state === 'failed') {
    return {
      kind: 'failed',
      color: 'yellow',
      title: 'The last advisory update failed.',
      text: 'The database of before is still used.',
    };
  }
  return undefined;
}
